"""Load for the kill test, started by load.ts: an idempotent producer that numbers its records, and one member of a
consumer group that commits as it goes. Both live through every restart of the broker. One JSON object per line says
how far they are; when standard input ends, the producer stops, waits for its last answers and prints them all."""

import json
import sys
import threading
import time

from confluent_kafka import Consumer, KafkaException, Producer

bootstrap_servers, topic, partitions, group = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
stopping = threading.Event()
printing = threading.Lock()
acknowledged = []
failures = []

CLIENT = {"bootstrap.servers": bootstrap_servers, "reconnect.backoff.ms": 20, "reconnect.backoff.max.ms": 200}
BURST_RECORDS = 40
BURST_PAUSE_S = 0.01


def say(**what):
    with printing:
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()


def produce():
    producer = Producer({
        **CLIENT,
        "enable.idempotence": True,
        "linger.ms": 2,
        "retry.backoff.ms": 20,
        "retry.backoff.max.ms": 200,
        "message.timeout.ms": 120000,
    }, error_cb=lambda error: error.fatal() and failures.append(str(error)))

    def delivered(number):
        def callback(error, message):
            if error is None:
                acknowledged.append((number, message.partition(), message.offset()))
            else:
                failures.append(f"record {number}: {error}")
        return callback

    number = 0
    said = 0.0
    while not stopping.is_set() and not failures:
        for _ in range(BURST_RECORDS):
            try:
                producer.produce(topic, str(number).encode(), partition=number % partitions, on_delivery=delivered(number))
                number += 1
            except BufferError:
                break
        producer.poll(BURST_PAUSE_S)
        time.sleep(BURST_PAUSE_S)
        if time.monotonic() - said > 0.02:
            said = time.monotonic()
            say(acknowledged=len(acknowledged))
    left = producer.flush(100)
    if left:
        failures.append(f"{left} records without an answer")


def commit():
    consumer = Consumer({
        **CLIENT,
        "group.id": group,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        "session.timeout.ms": 30000,
        "heartbeat.interval.ms": 500,
    })
    consumer.subscribe([topic])
    while not stopping.is_set():
        consumer.consume(500, 0.05)
        try:
            offsets = consumer.commit(asynchronous=False)
            say(committed={str(o.partition): o.offset for o in offsets if o.error is None and o.offset >= 0})
        except KafkaException:
            pass  # nothing to commit, or no broker just now
    consumer.close()


threads = [threading.Thread(target=produce), threading.Thread(target=commit)]
for thread in threads:
    thread.start()
sys.stdin.read()
stopping.set()
for thread in threads:
    thread.join()
say(failures=failures, records=acknowledged)
