"""Transactions with confluent-kafka: does what the lines on standard input say (see program.ts), one JSON request per
line, one JSON answer per line. Arguments: bootstrap servers, transactional id."""

import json
import sys
import time

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

bootstrap_servers, transactional_id = sys.argv[1:3]
producer = None
consumer = None
topic = None
positions = {}
LIMIT_S = 60


def init(_request):
    global producer
    producer = Producer({
        "bootstrap.servers": bootstrap_servers,
        "transactional.id": transactional_id,
        # Where the only broker goes, it would look for brokers anew, and then wait for ever for a coordinator whose
        # connection it has given up (librdkafka 2.16; the same with Apache Kafka).
        "metadata.recovery.strategy": "none",
        "linger.ms": 5,
        "reconnect.backoff.max.ms": 500,
        "message.timeout.ms": 60000,
        "transaction.timeout.ms": 60000,
    })
    producer.init_transactions(LIMIT_S)
    return {}


def begin(_request):
    producer.begin_transaction()
    return {}


def send(request):
    # Without callbacks: called after a fatal error, they find an exception set. The commit fails if a record did.
    for value in request["values"]:
        producer.produce(request["topic"], value=value, partition=request["partition"])
    left = producer.flush(LIMIT_S)
    if left:
        raise RuntimeError(f"{left} records not delivered")
    return {}


def send_offsets(_request):
    offsets = [TopicPartition(topic, partition, offset) for partition, offset in positions.items()]
    producer.send_offsets_to_transaction(offsets, consumer.consumer_group_metadata(), LIMIT_S)
    return {}


def commit(_request):
    producer.commit_transaction(LIMIT_S)
    return {}


def abort(_request):
    producer.abort_transaction(LIMIT_S)
    return {}


def subscribe(request):
    global consumer, topic
    topic = request["topic"]
    consumer = Consumer({
        "bootstrap.servers": bootstrap_servers,
        "group.id": request["group"],
        "isolation.level": request["isolation"],
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        "session.timeout.ms": 10000,
        "heartbeat.interval.ms": 500,
        "fetch.wait.max.ms": 200,
        "fetch.error.backoff.ms": 50,
        "reconnect.backoff.max.ms": 500,
    })
    consumer.subscribe([topic])
    return {}


def poll(request):
    polled = []
    deadline = time.monotonic() + request["timeoutMs"] / 1000
    while len(polled) < request["countMax"]:
        left = 0 if polled else max(0, deadline - time.monotonic())
        message = consumer.poll(min(left, 0.05))
        if message is None and left == 0:
            break
        if message is None:
            continue
        if message.error():
            if message.error().fatal():
                raise RuntimeError(str(message.error()))
            continue
        if message.offset() < positions.get(message.partition(), 0):
            continue  # given twice: this member joined again and started at the committed offset
        positions[message.partition()] = message.offset() + 1
        polled.append([message.partition(), message.offset(), message.value().decode()])
    return {"polled": polled}


def rewind(_request):
    positions.clear()
    for place in consumer.committed(consumer.assignment(), LIMIT_S):
        if place.error:
            raise RuntimeError(str(place.error))
        consumer.seek(TopicPartition(place.topic, place.partition, place.offset if place.offset >= 0 else OFFSET_BEGINNING))
    return {}


def close(_request):
    if consumer is not None:
        consumer.close()
    return {}


OPERATIONS = {
    "init": init,
    "begin": begin,
    "send": send,
    "sendOffsets": send_offsets,
    "commit": commit,
    "abort": abort,
    "subscribe": subscribe,
    "poll": poll,
    "rewind": rewind,
    "close": close,
}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = OPERATIONS[request["op"]](request)
    except Exception as error:  # the other side decides what a failure means
        answer = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
