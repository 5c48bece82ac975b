//! Transactions from the first batch to the marker: what readers of both isolations get, who is woken, what many markers
//! at once come to, what a restart finds.

use partition::TransactionEnd;
use wire::ErrorCode;
use wire::generated::list_offsets::ListOffsetsPartition;

use crate::support::{
    Client, FetchRequestSpec, Fetched, TestBroker, Transaction, batch, durable, end, fetch, list_offset, markers,
    produce, read_response, wait_until,
};

fn committed<'a>(topic: &'a str, offset: i64) -> FetchRequestSpec<'a> {
    FetchRequestSpec { isolation_level: 1, ..FetchRequestSpec::new(&[(topic, 0, offset)]) }
}

fn latest(client: &mut Client, topic: &str, isolation_level: i8) -> i64 {
    let partition = ListOffsetsPartition { partition_index: 0, timestamp: -1, ..ListOffsetsPartition::default() };
    list_offset(client, 7, topic, partition, isolation_level).offset
}

fn seen(fetched: &Fetched) -> (i64, Vec<(i64, i64)>, usize) {
    let only = fetched.only();
    (only.last_stable_offset, only.aborted.clone().unwrap_or_default(), only.records.len())
}

#[test]
fn readers_see_committed_records_and_are_told_of_aborted_ones() {
    let broker = TestBroker::with_topic("events");
    let mut client = broker.connect();
    for version in [11, 12] {
        let topic = format!("events-{version}");
        broker.open(&topic, 1);
        let (kept, dropped) = (Transaction::new(1, version), Transaction::new(2, version));
        kept.write(&broker, &mut client, &topic, 0, true);
        dropped.write(&broker, &mut client, &topic, 0, true);
        produce(&mut client, &topic, 0, &batch(&["plain"]));
        assert_eq!(seen(&fetch(&mut client, &committed(&topic, 0))), (0, vec![], 0));
        assert_eq!((latest(&mut client, &topic, 0), latest(&mut client, &topic, 1)), (3, 0));

        assert_eq!(end(&broker, vec![markers(kept.end(true), &[(&topic, 0)])]), [ErrorCode::NONE]);
        assert_eq!(latest(&mut client, &topic, 1), 1, "the other transaction is open");
        assert_eq!(end(&broker, vec![markers(dropped.end(false), &[(&topic, 0)])]), [ErrorCode::NONE]);
        assert_eq!((latest(&mut client, &topic, 0), latest(&mut client, &topic, 1)), (5, 5));
        let whole = fetch(&mut client, &FetchRequestSpec::new(&[(&topic, 0, 0)])).only().records.len();
        assert_eq!(seen(&fetch(&mut client, &committed(&topic, 0))), (5, vec![(2, 1)], whole));
    }
}

#[test]
fn a_reader_that_waits_is_answered_by_the_marker() {
    let broker = TestBroker::with_topic("waiting");
    let (mut client, mut reader) = (broker.connect(), broker.connect());
    let transaction = Transaction::new(1, 12);
    transaction.write(&broker, &mut client, "waiting", 0, true);
    let request = committed("waiting", 0).waiting(1);
    let sent = request.send(&mut reader);
    let partition = broker.partition("waiting", 0);
    wait_until("the reader to park", || partition.parked_count() == 1);
    produce(&mut client, "waiting", 0, &batch(&["plain"]));
    wait_until("the reader to park again", || partition.parked_count() == 1);
    reader.expect_silence();
    end(&broker, vec![markers(transaction.end(true), &[("waiting", 0)])]);
    assert_eq!(seen(&read_response(&mut reader, request.version, sent)).0, 3);
}

#[test]
fn markers_are_answered_one_by_one() {
    let broker = TestBroker::with_topic("there");
    broker.open("__cluster_metadata", 1);
    let mut client = broker.connect();
    let transaction = Transaction::new(1, 12);
    transaction.write(&broker, &mut client, "there", 0, true);
    let good = transaction.end(true);
    let codes = end(
        &broker,
        vec![
            markers(TransactionEnd { producer_epoch: 0, ..good }, &[("there", 0), ("there", 1)]),
            markers(good, &[("there", 0), ("missing", 0), ("__cluster_metadata", 0)]),
            markers(TransactionEnd { coordinator_epoch: -1, ..good }, &[("there", 0)]),
            markers(good, &[]),
            markers(good, &[("there", 0)]),
        ],
    );
    let expected = [
        ErrorCode::INVALID_PRODUCER_EPOCH,
        ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
        ErrorCode::NONE,
        ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
        ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
        ErrorCode::TRANSACTION_COORDINATOR_FENCED,
        ErrorCode::NONE,
    ];
    assert_eq!(codes, expected);
    assert_eq!(broker.broker.write_markers(Vec::new(), |_| {}), Some(vec![]));
}

#[test]
fn many_markers_are_written_off_the_callers_thread_and_in_order() {
    for config in [crate::support::partition_config(), durable()] {
        let broker = TestBroker::start();
        broker.open_with("many", 8, config);
        let all: Vec<(&str, i32)> = (0..8).map(|index| ("many", index)).collect();
        let (sender, answers) = std::sync::mpsc::channel();
        let calls = 40;
        for call in 0..calls {
            let end = |producer_id| TransactionEnd {
                producer_id,
                producer_epoch: call,
                coordinator_epoch: 0,
                committed: true,
                transaction_version: 1,
            };
            // Some calls are small enough to be written at once, were no others under way.
            let producers = if call % 2 == 0 { 0..10 } else { 0..1 };
            let sender = sender.clone();
            let done = move |codes: Vec<ErrorCode>| sender.send((call, codes)).unwrap();
            let call_markers = producers.map(|producer_id| markers(end(producer_id), &all)).collect();
            if let Some(codes) = broker.broker.write_markers(call_markers, done.clone()) {
                done(codes);
            }
        }
        let mut heard: Vec<i16> = Vec::new();
        for _ in 0..calls {
            let (call, codes) = answers.recv_timeout(crate::support::PATIENCE).unwrap();
            assert_eq!(codes, vec![ErrorCode::NONE; if call % 2 == 0 { 80 } else { 8 }], "epochs came in order");
            heard.push(call);
        }
        heard.sort_unstable();
        assert_eq!(heard, (0..calls).collect::<Vec<_>>());
        for index in 0..8 {
            assert_eq!(broker.partition("many", index).high_watermark(), 20 * 10 + 20);
        }
    }
}

#[test]
fn in_durable_mode_a_marker_is_answered_once_flushed() {
    let broker = TestBroker::start();
    broker.open_with("held", 1, durable());
    let mut client = broker.connect();
    let transaction = Transaction::new(1, 12);
    transaction.write(&broker, &mut client, "held", 0, true);
    let held = broker.broker.flusher.hold();
    let (sender, written) = std::sync::mpsc::channel();
    let end = vec![markers(transaction.end(true), &[("held", 0)])];
    assert_eq!(broker.broker.write_markers(end, move |codes| sender.send(codes).unwrap()), None);
    let partition = broker.partition("held", 0);
    assert_eq!((partition.log_end_offset(), partition.last_stable_offset()), (2, 0));
    assert!(written.try_recv().is_err());
    drop(held);
    assert_eq!(written.recv_timeout(crate::support::PATIENCE).unwrap(), [ErrorCode::NONE]);
    assert_eq!(partition.last_stable_offset(), 2);
}

#[test]
fn a_restart_finds_open_and_aborted_transactions() {
    let directory = tempfile::tempdir().unwrap();
    let (open, aborted) = (Transaction::new(1, 12), Transaction::new(2, 12));
    {
        let broker = TestBroker::on_directory(directory.path());
        broker.open("kept", 1);
        let mut client = broker.connect();
        aborted.write(&broker, &mut client, "kept", 0, true);
        open.write(&broker, &mut client, "kept", 0, true);
        end(&broker, vec![markers(aborted.end(false), &[("kept", 0)])]);
    }
    let broker = TestBroker::on_directory(directory.path());
    broker.open("kept", 1);
    let mut client = broker.connect();
    assert_eq!(seen(&fetch(&mut client, &committed("kept", 0))).0, 1);
    assert_eq!(open.write(&broker, &mut client, "kept", 1, false), 3);
    end(&broker, vec![markers(open.end(true), &[("kept", 0)])]);
    let (stable, told, _) = seen(&fetch(&mut client, &committed("kept", 0)));
    assert_eq!((stable, told), (5, vec![(2, 0)]));
}

#[test]
fn producers_are_described() {
    let broker = TestBroker::with_topic("described");
    let mut client = broker.connect();
    Transaction::new(1, 12).write(&broker, &mut client, "described", 0, true);
    let described = broker.broker.describe_producers("described", 0).unwrap();
    assert_eq!(described.len(), 1);
    assert_eq!(
        (described[0].producer_id, described[0].last_sequence, described[0].transaction_first_offset),
        (1, 0, 0)
    );
    for (topic, partition) in [("described", 1), ("missing", 0), ("__cluster_metadata", 0)] {
        let refused = broker.broker.describe_producers(topic, partition).unwrap_err();
        assert_eq!(refused.error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    }
}
