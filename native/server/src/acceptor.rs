//! Accepts connections on one listener and hands each to the least loaded I/O thread.
//!
//! Invariant: running out of file handles costs a pause, never the listener.

use std::io;
use std::net::{SocketAddr, TcpListener as StdListener, TcpStream as StdStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use log::storage::{Disk, is_out_of_handles};
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

use crate::broker::Broker;
use crate::connection::Connection;
use crate::io_threads::least_loaded;
use crate::limits::ACCEPT_TROUBLE_TOLD_EVERY;
use crate::mailbox::LogLevel;

const BACKLOG: i32 = 1024;
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(100);

/// Binds the first address that `host` stands for; an empty host is every address.
pub fn bind(host: &str, port: u16) -> io::Result<StdListener> {
    let host = if host.is_empty() { "0.0.0.0" } else { host };
    let mut last_error = io::Error::new(io::ErrorKind::NotFound, "the host name has no address");
    for address in (host, port).to_socket_addrs()? {
        match bind_address(address) {
            Ok(listener) => return Ok(listener),
            Err(error) => last_error = error,
        }
    }
    Err(last_error)
}

/// A socket that does not block, and that child processes do not inherit.
fn bind_address(address: SocketAddr) -> io::Result<StdListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // Elsewhere, so that a restart need not wait for old connections to time out; on Windows it does not have to, and
    // this would let a second broker take the port of the first.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(StdListener::from(socket))
}

/// Accepts until the broker closes the listener; `listening` tells it when that is done.
pub async fn accept(broker: Arc<Broker>, listener: StdListener, listening: Listening) {
    accept_all(broker, listener).await;
    drop(listening);
}

async fn accept_all(broker: Arc<Broker>, listener: StdListener) {
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return broker.fail(&format!("the listener cannot be watched: {error}")),
    };
    let mut trouble_told: Option<Instant> = None;
    loop {
        let accepted = tokio::select! {
            accepted = next(&broker, &listener) => accepted,
            () = broker.stopped_listening() => return,
        };
        match accepted {
            // What fails from here on is that one connection's affair: its peer has gone already.
            Ok((stream, peer)) => {
                if let Ok(stream) = stream.set_nodelay(true).and_then(|()| stream.into_std()) {
                    admit(&broker, stream, peer);
                }
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                if is_out_of_handles(&error) && Disk::Real.open_files().give_back() {
                    continue;
                }
                if trouble_told.is_none_or(|told| told.elapsed() >= ACCEPT_TROUBLE_TOLD_EVERY) {
                    trouble_told = Some(Instant::now());
                    broker.mailbox.log(LogLevel::Warn, &format!("connections are not accepted: {error}"));
                }
                sleep(PAUSE_AFTER_ERROR).await;
            }
        }
    }
}

/// A peer that gave up before it was accepted; the next one is waiting.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

async fn next(broker: &Broker, listener: &TcpListener) -> io::Result<(TcpStream, SocketAddr)> {
    broker.connections.room().await;
    listener.accept().await
}

fn admit(broker: &Arc<Broker>, stream: StdStream, peer: SocketAddr) {
    let Some((id, signal)) = broker.connections.admit(peer.ip()) else {
        return;
    };
    let Some(thread) = least_loaded(broker.io_threads) else {
        return broker.connections.remove(id);
    };
    let counted = thread.count_connection();
    let broker = Arc::clone(broker);
    thread.spawn(async move {
        let leaving = Leaving { broker: Arc::clone(&broker), id };
        if let Ok(stream) = TcpStream::from_std(stream) {
            Connection::new(broker, signal, id, stream, peer).run().await;
        }
        drop(leaving);
        drop(counted);
    });
}

/// Counts as one open listener of the broker until it is dropped.
pub struct Listening(Arc<AtomicUsize>);

impl Listening {
    pub fn new(listeners: &Arc<AtomicUsize>) -> Listening {
        listeners.fetch_add(1, Ordering::AcqRel);
        Listening(Arc::clone(listeners))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Takes the connection off the list, also when its task panics.
struct Leaving {
    broker: Arc<Broker>,
    id: u64,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.broker.connections.remove(self.id);
    }
}
