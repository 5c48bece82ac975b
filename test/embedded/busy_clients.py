"""The same as busy-clients.mjs with confluent-kafka (librdkafka) and its default settings: a producer and a member of a
group that work as long as the process lives, and a line with their counts every tenth of a second."""

import json
import sys
import threading
import time

from confluent_kafka import Consumer, Producer

bootstrap_servers, topic = sys.argv[1], sys.argv[2]
counts = {"produced": 0, "consumed": 0}


def delivered(error, _message):
    if error is None:
        counts["produced"] += 1


def produce():
    producer = Producer({"bootstrap.servers": bootstrap_servers, "linger.ms": 0})
    while True:
        producer.produce(topic, b"still here", on_delivery=delivered)
        producer.poll(0.01)
        time.sleep(0.01)


def consume():
    consumer = Consumer({
        "bootstrap.servers": bootstrap_servers,
        "group.id": "busy-python",
        "auto.offset.reset": "earliest",
    })
    consumer.subscribe([topic])
    while True:
        message = consumer.poll(0.1)
        if message is not None and message.error() is None:
            counts["consumed"] += 1


for work in (produce, consume):
    threading.Thread(target=work, daemon=True).start()
while True:
    time.sleep(0.1)
    sys.stdout.write(json.dumps({"atMs": int(time.time() * 1000), **counts}) + "\n")
    sys.stdout.flush()
