//! The disk of a broker in memory as it was at one moment: opaque to JavaScript, which starts brokers from it.

use napi_derive::napi;
use server::{Broker, Disk, MemoryDisk};

#[napi]
pub struct NativeSnapshot {
    disk: MemoryDisk,
}

impl NativeSnapshot {
    /// What a start would find had the process been killed now. `Err`: one sentence for the user.
    pub fn of(broker: &Broker) -> Result<Self, String> {
        let first = broker.directories.all().first().map(|directory| directory.folder.disk());
        match first {
            Some(Disk::Memory(disk)) => Ok(Self { disk: disk.after_kill() }),
            Some(Disk::Real) | None => Err("only a broker in memory gives a snapshot".to_owned()),
        }
    }

    /// Shares what neither side has written since.
    pub fn disk(&self) -> MemoryDisk {
        self.disk.after_kill()
    }
}
