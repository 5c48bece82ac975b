//! A producer that writes in transactions, and the markers that its coordinator writes.

use std::sync::mpsc::channel;

use partition::TransactionEnd;
use server::TransactionMarkers;
use wire::ErrorCode;
use wire::codec::Records;
use wire::record_batch::BatchBuilder;

use super::batches::NOW_MS;
use super::{Client, PATIENCE, Produced, TestBroker, produced, write_transactional_produce};

/// A producer in one epoch; its transactional id is `writer`.
#[derive(Clone, Copy, Debug)]
pub struct Transaction {
    pub producer_id: i64,
    pub epoch: i16,
    pub version: i16,
}

impl Transaction {
    pub fn new(producer_id: i64, version: i16) -> Transaction {
        Transaction { producer_id, epoch: 0, version }
    }

    /// A batch of one record.
    pub fn batch(&self, sequence: i32) -> Vec<u8> {
        BatchBuilder::new()
            .producer(self.producer_id, self.epoch, sequence)
            .transactional()
            .record(Some(b"key"), Some(b"value"), NOW_MS, &[])
            .build()
    }

    /// Writes the same batch to several partitions without waiting; the correlation id of the reply.
    pub fn send(&self, client: &mut Client, partitions: &[(&str, i32)], sequence: i32) -> i32 {
        let batch = self.batch(sequence);
        let items: Vec<_> =
            partitions.iter().map(|(topic, partition)| (*topic, *partition, Records::Bytes(&batch))).collect();
        client.send(0, self.version, |writer| {
            write_transactional_produce(writer, self.version, -1, Some("writer"), &items);
        })
    }

    #[track_caller]
    pub fn answers(&self, client: &mut Client, sent: i32) -> Vec<Produced> {
        produced(client, self.version, sent)
    }

    /// Writes to one partition with the coordinator's word, if it is asked; the base offset.
    #[track_caller]
    pub fn write(&self, broker: &TestBroker, client: &mut Client, topic: &str, sequence: i32, asks: bool) -> i64 {
        let sent = self.send(client, &[(topic, 0)], sequence);
        if asks {
            let question = broker.control.next_verification();
            broker.control.answer(&question, &[ErrorCode::NONE]);
        }
        let answer = self.answers(client, sent).remove(0);
        assert_eq!(answer.error_code, 0);
        answer.base_offset
    }

    /// As the coordinator ends it, from transaction version 2 on in the next epoch.
    pub fn end(&self, committed: bool) -> TransactionEnd {
        let transaction_version = if self.version >= 12 { 2 } else { 1 };
        TransactionEnd {
            producer_id: self.producer_id,
            producer_epoch: if transaction_version == 2 { self.epoch + 1 } else { self.epoch },
            coordinator_epoch: 0,
            committed,
            transaction_version,
        }
    }
}

pub fn markers(end: TransactionEnd, partitions: &[(&str, i32)]) -> TransactionMarkers {
    let partitions = partitions.iter().map(|(topic, partition)| ((*topic).to_owned(), *partition)).collect();
    TransactionMarkers { end, partitions }
}

/// Writes markers and waits until they are committed.
#[track_caller]
pub fn end(broker: &TestBroker, markers: Vec<TransactionMarkers>) -> Vec<ErrorCode> {
    let (sender, written) = channel();
    let at_once = broker.broker.write_markers(markers, move |codes| sender.send(codes).unwrap());
    at_once.unwrap_or_else(|| written.recv_timeout(PATIENCE).expect("the markers are not committed"))
}
