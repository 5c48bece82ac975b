//! Transactional produce requests and their coordinator's word: who is asked, what the client hears, who waits.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use server::Limits;
use wire::ErrorCode;
use wire::codec::Records;

use crate::support::{
    FetchRequestSpec, Hearing, TestBroker, Transaction, batch, end, fetch, markers, produced, sent_produce, wait_until,
    write_transactional_produce,
};

#[test]
fn one_question_covers_the_partitions_of_a_request_and_the_rest_of_the_transaction_needs_none() {
    let broker = TestBroker::start();
    broker.open("left", 2);
    broker.open("right", 1);
    let mut client = broker.connect();
    for version in [3, 11, 12, 13] {
        let transaction = Transaction::new(i64::from(version), version);
        let sent = transaction.send(&mut client, &[("left", 0), ("left", 1), ("right", 0)], 0);
        let question = broker.control.next_verification();
        assert_eq!(question.transactional_id, "writer");
        assert_eq!((question.producer_id, question.producer_epoch), (i64::from(version), 0));
        assert_eq!(question.adds_partitions, version >= 12);
        let named: Vec<_> = question.partitions.iter().map(|(topic, index)| (topic.as_str(), *index)).collect();
        assert_eq!(named, [("left", 0), ("left", 1), ("right", 0)]);
        client.expect_silence();
        broker.control.answer(&question, &[ErrorCode::NONE; 3]);
        let codes: Vec<i16> = transaction.answers(&mut client, sent).iter().map(|one| one.error_code).collect();
        assert_eq!(codes, [0, 0, 0]);
        let sent = transaction.send(&mut client, &[("left", 0), ("right", 0)], 1);
        assert!(transaction.answers(&mut client, sent).iter().all(|one| one.error_code == 0));
        assert_eq!(broker.control.verifications(), 0);
    }
}

#[test]
fn each_partition_hears_its_own_answer() {
    let broker = TestBroker::start();
    broker.open("parts", 3);
    let mut client = broker.connect();
    let transaction = Transaction::new(7, 11);
    let sent = transaction.send(&mut client, &[("parts", 0), ("parts", 1), ("parts", 2), ("parts", 3)], 0);
    let question = broker.control.next_verification();
    assert_eq!(question.partitions.len(), 3, "the fourth is not there");
    broker.control.answer(&question, &[ErrorCode::NONE, ErrorCode::TRANSACTION_ABORTABLE, ErrorCode::NOT_COORDINATOR]);
    let codes: Vec<ErrorCode> =
        transaction.answers(&mut client, sent).iter().map(|one| ErrorCode(one.error_code)).collect();
    let expected = [
        ErrorCode::NONE,
        ErrorCode::TRANSACTION_ABORTABLE,
        ErrorCode::NOT_ENOUGH_REPLICAS,
        ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
    ];
    assert_eq!(codes, expected);
    let ends: Vec<i64> = (0..3).map(|index| broker.partition("parts", index).log_end_offset()).collect();
    assert_eq!(ends, [1, 0, 0]);
}

#[test]
fn requests_behind_one_that_waits_are_answered_after_it_and_other_connections_go_on() {
    let broker = TestBroker::with_topic("order");
    let mut client = broker.connect();
    let transaction = Transaction::new(7, 12);
    let first = transaction.send(&mut client, &[("order", 0)], 0);
    let second = transaction.send(&mut client, &[("order", 0)], 1);
    let third = sent_produce(&mut client, 12, -1, &[("order", 0, Records::Bytes(&batch(&["plain"])))]);
    let question = broker.control.next_verification();
    let mut other = broker.connect();
    other.ping();
    client.expect_silence();
    assert_eq!(broker.partition("order", 0).log_end_offset(), 0);
    broker.control.answer(&question, &[ErrorCode::NONE]);
    for (sent, base_offset) in [(first, 0), (second, 1), (third, 2)] {
        assert_eq!(produced(&mut client, 12, sent)[0].base_offset, base_offset);
    }
    assert_eq!(broker.control.verifications(), 0);
}

#[test]
fn a_marker_between_word_and_append_leaves_no_hanging_transaction() {
    let broker = TestBroker::with_topic("race");
    let mut client = broker.connect();
    for version in [11, 12] {
        let transaction = Transaction::new(i64::from(version), version);
        let sent = transaction.send(&mut client, &[("race", 0)], 0);
        let question = broker.control.next_verification();
        assert_eq!(end(&broker, vec![markers(transaction.end(false), &[("race", 0)])]), [ErrorCode::NONE]);
        broker.control.answer(&question, &[ErrorCode::NONE]);
        let code = ErrorCode(transaction.answers(&mut client, sent)[0].error_code);
        let expected = if version == 11 { ErrorCode::INVALID_TXN_STATE } else { ErrorCode::INVALID_PRODUCER_EPOCH };
        assert_eq!(code, expected);
        let partition = broker.partition("race", 0);
        assert_eq!(partition.last_stable_offset(), partition.log_end_offset());
    }
}

#[test]
fn a_word_that_never_comes_ends_with_the_request_timeout() {
    let broker = TestBroker::with_limits(Limits { request_timeout_ms: 30, ..Limits::default() });
    broker.open("late", 1);
    let mut client = broker.connect();
    for version in [3, 12] {
        let transaction = Transaction::new(i64::from(version), version);
        let begun = Instant::now();
        let sent = transaction.send(&mut client, &[("late", 0)], 0);
        let question = broker.control.next_verification();
        let answer = transaction.answers(&mut client, sent).remove(0);
        assert_eq!(ErrorCode(answer.error_code), ErrorCode::NOT_ENOUGH_REPLICAS);
        assert!(begun.elapsed() >= Duration::from_millis(30));
        // Too late for this request; the next one asks for itself.
        broker.control.answer(&question, &[ErrorCode::NONE]);
    }
    assert_eq!(broker.broker.mailbox.waiting_count(), 0);
    assert_eq!(broker.partition("late", 0).log_end_offset(), 0);
}

#[test]
fn a_transaction_whose_predecessor_is_ending_is_asked_about_again() {
    let limits = Limits { verification_retry_backoff_ms: 1, verification_retry_ms_max: 60_000, ..Limits::default() };
    let broker = TestBroker::with_limits(limits);
    broker.open("next", 1);
    let mut client = broker.connect();
    let transaction = Transaction::new(7, 12);
    let sent = transaction.send(&mut client, &[("next", 0)], 0);
    for _ in 0..3 {
        let question = broker.control.next_verification();
        broker.control.answer(&question, &[ErrorCode::CONCURRENT_TRANSACTIONS]);
    }
    let question = broker.control.next_verification();
    broker.control.answer(&question, &[ErrorCode::NONE]);
    assert_eq!(transaction.answers(&mut client, sent)[0].error_code, 0);
}

#[test]
fn a_transaction_whose_predecessor_does_not_end_is_told_so() {
    let limits = Limits { verification_retry_ms_max: 0, ..Limits::default() };
    let broker = TestBroker::with_limits(limits);
    broker.open("next", 1);
    let mut client = broker.connect();
    for (version, expected) in [(11, ErrorCode::NOT_ENOUGH_REPLICAS), (12, ErrorCode::CONCURRENT_TRANSACTIONS)] {
        let transaction = Transaction::new(i64::from(version), version);
        let sent = transaction.send(&mut client, &[("next", 0)], 0);
        let question = broker.control.next_verification();
        broker.control.answer(&question, &[ErrorCode::CONCURRENT_TRANSACTIONS]);
        assert_eq!(ErrorCode(transaction.answers(&mut client, sent)[0].error_code), expected);
    }
}

#[test]
fn without_verification_old_clients_begin_at_once_and_new_ones_still_add_partitions() {
    let broker = TestBroker::with_topic("trusting");
    let mut client = broker.connect();
    for (verifies, first_id) in [(false, 1), (true, 3), (false, 5)] {
        broker.broker.verifies_partitions.store(verifies, Ordering::Relaxed);
        let (old, new) = (Transaction::new(first_id, 11), Transaction::new(first_id + 1, 12));
        assert_eq!(old.write(&broker, &mut client, "trusting", 0, verifies), first_id - 1);
        assert_eq!(new.write(&broker, &mut client, "trusting", 0, true), first_id);
    }
}

#[test]
fn a_request_without_a_name_or_of_two_producers_is_refused_whole() {
    let broker = TestBroker::start();
    broker.open("parts", 2);
    let mut client = broker.connect();
    let (one, other) = (Transaction::new(1, 11).batch(0), Transaction::new(2, 11).batch(0));
    let plain = batch(&["plain"]);
    let mut codes = |transactional_id: Option<&str>, first: &[u8], second: &[u8]| {
        let items = [("parts", 0, Records::Bytes(first)), ("parts", 1, Records::Bytes(second))];
        let sent = client.send(0, 11, |writer| write_transactional_produce(writer, 11, -1, transactional_id, &items));
        let answers = produced(&mut client, 11, sent);
        answers.iter().map(|one| ErrorCode(one.error_code)).collect::<Vec<_>>()
    };
    assert_eq!(codes(None, &one, &plain), [ErrorCode::TRANSACTIONAL_ID_AUTHORIZATION_FAILED; 2]);
    assert_eq!(codes(Some("writer"), &one, &other), [ErrorCode::INVALID_PRODUCER_ID_MAPPING; 2]);
    assert_eq!(codes(Some("writer"), &plain, &plain), [ErrorCode::NONE; 2]);
    assert_eq!(broker.control.verifications(), 0);
}

#[test]
fn a_client_that_leaves_takes_its_question_along() {
    let broker = TestBroker::with_topic("gone");
    let mut client = broker.connect();
    Transaction::new(7, 12).send(&mut client, &[("gone", 0)], 0);
    let question = broker.control.next_verification();
    assert_eq!(broker.broker.mailbox.waiting_count(), 1);
    broker.control.answer(&question, &[ErrorCode::NONE]);
    wait_until("the append", || broker.partition("gone", 0).log_end_offset() == 1);
    let mut leaving = broker.connect();
    Transaction::new(8, 12).send(&mut leaving, &[("gone", 0)], 0);
    broker.control.next_verification();
    broker.broker.connections.close_all();
    wait_until("the connection's end", || broker.broker.mailbox.waiting_count() == 0);
}

#[test]
fn a_full_mailbox_keeps_the_request_until_there_is_room() {
    let broker = TestBroker::with_limits(Limits { mailbox_bytes_max: 16, ..Limits::default() });
    broker.open("full", 1);
    broker.control.set(Hearing::Deaf);
    let mut first = broker.connect();
    let (_, filling) = first.prepare(crate::support::METADATA, 1, |writer| writer.raw(&[0; 64]));
    first.write(&filling);
    wait_until("the frame to arrive", || broker.broker.mailbox.waiting_count() == 1);
    let mut client = broker.connect();
    let transaction = Transaction::new(7, 12);
    let sent = transaction.send(&mut client, &[("full", 0)], 0);
    broker.control.set(Hearing::Echo);
    let question = broker.control.next_verification();
    broker.control.answer(&question, &[ErrorCode::NONE]);
    assert_eq!(transaction.answers(&mut client, sent)[0].error_code, 0);
    let fetched = fetch(&mut client, &FetchRequestSpec::new(&[("full", 0, 0)]));
    assert_eq!(fetched.only().high_watermark, 1);
}
