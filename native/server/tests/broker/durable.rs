//! Partitions whose replies wait for the disk: nothing is answered or read before the flush that covers it.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use partition::PartitionError;
use server::Limits;
use wire::ErrorCode;
use wire::codec::{Records, Writer};
use wire::generated::produce::{PartitionProduceData, ProduceRequest, TopicProduceData};
use wire::record_batch::whole_batches;

use crate::support::{
    Client, FetchRequestSpec, PATIENCE, Random, TestBroker, batch, batch_of, durable, produce, produced, read_response,
    sent_produce, stored, topic_id, wait_until,
};

const PARTITION_COUNT: usize = 24;

/// What an append of the control plane itself comes to.
fn control_append(broker: &TestBroker, topic: &str) -> (i64, Receiver<Result<(), PartitionError>>) {
    let (sender, receiver) = channel();
    let done = move |outcome| sender.send(outcome).unwrap();
    let appended = broker.broker.control_append(topic, 0, &mut batch(&["own"]), done).unwrap();
    assert!(!appended.committed);
    (appended.base_offset, receiver)
}

#[test]
fn a_durable_reply_waits_for_the_flush_and_then_comes() {
    let broker = TestBroker::start();
    broker.open_with("durable", 1, durable());
    let partition = broker.partition("durable", 0);
    let (mut producer, mut consumer) = (broker.connect(), broker.connect());
    for (round, acks) in [-1, 1].into_iter().enumerate() {
        let offset = 2 * round as i64;
        let waiting = FetchRequestSpec::new(&[("durable", 0, offset)]).waiting(1).send(&mut consumer);
        let held = broker.broker.flusher.hold();
        let batches = [batch_of(10, 1), batch_of(10, 2)];
        let sent =
            batches.each_ref().map(|one| sent_produce(&mut producer, 9, acks, &[("durable", 0, Records::Bytes(one))]));
        wait_until("the first is in the log", || partition.log_end_offset() == offset + 1);
        broker.connect().ping();
        assert_eq!(partition.high_watermark(), offset, "nothing is committed before the flush");
        producer.expect_silence();
        consumer.expect_silence();
        drop(held);
        for (index, correlation_id) in sent.into_iter().enumerate() {
            let answer = produced(&mut producer, 9, correlation_id).remove(0);
            assert_eq!((answer.error_code, answer.base_offset), (0, offset + index as i64));
        }
        assert!(read_response(&mut consumer, 18, waiting).only().records.starts_with(&stored(&batches[0], offset)));
        wait_until("nobody waits any more", || partition.parked_count() == 0);
    }
}

#[test]
fn a_durable_reply_without_acks_or_without_time_does_not_wait() {
    let broker = TestBroker::start();
    broker.open_with("durable", 1, durable());
    let mut client = broker.connect();
    let held = broker.broker.flusher.hold();
    let one = batch_of(10, 1);
    sent_produce(&mut client, 9, 0, &[("durable", 0, Records::Bytes(&one))]);
    let timed = |timeout_ms: i32| {
        let partition_data = vec![PartitionProduceData { index: 0, records: Records::Bytes(&one) }];
        let topic_data = vec![TopicProduceData { name: "durable", topic_id: topic_id("durable"), partition_data }];
        let request = ProduceRequest { acks: -1, timeout_ms, topic_data, ..ProduceRequest::default() };
        move |writer: &mut Writer| request.encode(writer, 9)
    };
    for (timeout_ms, offset) in [(0, 1), (50, 2), (-1, 3)] {
        let sent = client.send(0, 9, timed(timeout_ms));
        assert_eq!(produced(&mut client, 9, sent)[0].error_code, 7, "REQUEST_TIMED_OUT");
        assert_eq!(broker.partition("durable", 0).log_end_offset(), offset + 1);
    }
    drop(held);
    assert_eq!(produce(&mut client, "durable", 0, &one).base_offset, 4);
}

/// Many producers of many partitions at random: by the time a reply is here, the durable offset, which moves when the disk
/// has answered, is behind the record.
#[test]
fn no_reply_comes_before_the_flush_that_covers_it() {
    let broker = TestBroker::start();
    broker.open_with("durable", PARTITION_COUNT as i32, durable());
    let seed = u64::from(std::process::id());
    println!("seed {seed}");
    thread::scope(|scope| {
        for producer in 0..8 {
            let (broker, mut random) = (&broker, Random::new(seed + producer));
            scope.spawn(move || {
                let mut client = broker.connect();
                for _ in 0..40 {
                    let indexes = [(); 3].map(|()| random.below(PARTITION_COUNT) as i32);
                    let one = batch_of(10 + random.below(500), random.next());
                    let items = indexes.map(|index| ("durable", index, Records::Bytes(&one)));
                    let acks = if random.below(2) == 0 { 1 } else { -1 };
                    let sent = sent_produce(&mut client, 9, acks, &items);
                    for answer in produced(&mut client, 9, sent) {
                        assert_eq!(answer.error_code, 0);
                        let flushed = broker.partition("durable", answer.partition).durable_offset();
                        assert!(flushed > answer.base_offset, "{answer:?} is here and {flushed} is on the disk");
                    }
                }
            });
        }
    });
}

/// A power loss may leave of a segment no more than was there at its last own flush.
#[test]
fn what_was_flushed_together_outlives_the_loss_of_what_was_not_flushed_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (lived, lost) = (folder.path().join("lived"), folder.path().join("lost"));
    let names: Vec<String> = (0..PARTITION_COUNT).map(|index| format!("durable-{index}")).collect();
    let (mut ends, mut cut_bytes) = (Vec::new(), 0);
    {
        let broker = TestBroker::on_directory(&lived);
        broker.open_with("durable", PARTITION_COUNT as i32, durable());
        let mut client = broker.connect();
        for round in 0..5 {
            to_all_at_once(&broker, &mut client, round);
        }
        copy_folder(&lived, &lost);
        for (index, name) in names.iter().enumerate() {
            let partition = broker.partition("durable", index as i32);
            ends.push(partition.log_end_offset());
            cut_bytes += cut_to(&lost.join(name), partition.checkpoint().recovery_point);
        }
    }
    let journals =
        |folder: &Path| fs::read_dir(folder).unwrap().filter(|entry| is_journal(entry.as_ref().unwrap())).count();
    assert_eq!((journals(&lived), journals(&lost)), (0, 1), "a clean stop leaves none");
    assert!(cut_bytes > 0, "everything was flushed alone");
    let broker = TestBroker::on_directory(&lost);
    broker.open_with("durable", PARTITION_COUNT as i32, durable());
    for (index, end) in ends.into_iter().enumerate() {
        assert_eq!(broker.partition("durable", index as i32).log_end_offset(), end, "{}", names[index]);
    }
    assert_eq!(journals(&lost), 0, "what is put back needs none");
}

/// A full file of the journal is used again once the partitions with something in it have been flushed themselves.
#[test]
fn the_files_of_the_journal_are_taken_in_turns() {
    const FILE_BYTES_MAX: u64 = 16 << 10;
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { journal_file_bytes_max: FILE_BYTES_MAX, ..Limits::default() };
    let broker = TestBroker::on_directory_with(folder.path(), limits);
    broker.open_with("durable", PARTITION_COUNT as i32, durable());
    let mut client = broker.connect();
    let mut rounds = 0;
    wait_until("both files have been used again", || {
        to_all_at_once(&broker, &mut client, rounds);
        rounds += 1;
        let files = (0..2).map(|number| fs::read(folder.path().join(format!(".millrace_journal_{number}"))));
        let used = files.flatten().filter(|bytes| {
            assert!(bytes.len() as u64 <= FILE_BYTES_MAX);
            u64::from_be_bytes(*bytes[8..].first_chunk().unwrap()) > 2
        });
        used.count() == 2
    });
    for index in 0..PARTITION_COUNT as i32 {
        let partition = broker.partition("durable", index);
        assert_eq!(partition.durable_offset(), rounds as i64);
        assert!(partition.checkpoint().recovery_point > 1, "it was flushed itself");
    }
}

/// One more record into each partition, which are flushed together, and the answers.
fn to_all_at_once(broker: &TestBroker, client: &mut Client, number: u64) {
    let held = broker.broker.flusher.hold();
    let one = batch_of(100, number);
    let items: Vec<_> = (0..PARTITION_COUNT as i32).map(|index| ("durable", index, Records::Bytes(&one))).collect();
    let sent = sent_produce(client, 9, -1, &items);
    let last = broker.partition("durable", PARTITION_COUNT as i32 - 1);
    wait_until("all are in their logs", || last.log_end_offset() == number as i64 + 1);
    drop(held);
    assert!(produced(client, 9, sent).iter().all(|answer| answer.error_code == 0));
}

fn is_journal(entry: &fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with(".millrace_journal_")
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Takes what is behind the offset from the only segment; how many bytes.
fn cut_to(folder: &Path, offset: i64) -> usize {
    let path = folder.join(format!("{:020}.log", 0));
    let bytes = fs::read(&path).unwrap();
    let before = whole_batches(&bytes).take_while(|(header, _)| header.base_offset < offset);
    let kept = before.map(|(_, batch)| batch.len()).sum();
    fs::write(&path, &bytes[..kept]).unwrap();
    bytes.len() - kept
}

#[test]
fn appends_of_the_control_plane_wait_for_the_flush_and_their_callers_do_not() {
    let broker = TestBroker::start();
    broker.open_with("own", 1, durable());
    let held = broker.broker.flusher.hold();
    let appends: Vec<_> = (0..20).map(|_| control_append(&broker, "own")).collect();
    assert_eq!(broker.partition("own", 0).high_watermark(), 0);
    assert!(appends.iter().all(|(_, done)| done.try_recv().is_err()), "nothing is on the disk");
    drop(held);
    for (index, (base_offset, done)) in appends.into_iter().enumerate() {
        assert_eq!(base_offset, index as i64);
        done.recv_timeout(PATIENCE).unwrap().unwrap();
    }
    assert_eq!(broker.partition("own", 0).checkpoint().recovery_point, 20);
}

#[test]
fn an_append_whose_partition_goes_away_is_refused() {
    let broker = TestBroker::start();
    broker.open_with("own", 1, durable());
    let held = broker.broker.flusher.hold();
    let (_, done) = control_append(&broker, "own");
    broker.delete("own", 0);
    let refusal = done.recv_timeout(PATIENCE).unwrap().unwrap_err();
    assert_eq!(refusal.error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    drop(held);
}

/// Closing flushes what nobody has flushed yet, and those who wait are answered.
#[test]
fn closing_answers_what_waits_for_a_flush() {
    let directory = tempfile::tempdir().unwrap();
    let broker = TestBroker::on_directory(directory.path());
    broker.open_with("own", 1, durable());
    let held = broker.broker.flusher.hold();
    let (_, done) = control_append(&broker, "own");
    broker.broker.close().unwrap();
    done.recv_timeout(PATIENCE).unwrap().unwrap();
    drop(held);
}
