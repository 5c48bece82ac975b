"""A client on confluent-kafka that does what the lines on standard input say (see program.ts): one JSON request per
line, one JSON answer per line, bytes as base64. Started by python.ts with the bootstrap servers as its argument."""

import base64
import json
import sys
import time

from confluent_kafka import Consumer, Producer, TopicPartition

bootstrap_servers = sys.argv[1]
producers = {}
consumer = None
positions = {}


def to_bytes(text):
    return None if text is None else base64.b64decode(text)


def to_text(data):
    return None if data is None else base64.b64encode(data).decode()


def producer_for(codec):
    if codec not in producers:
        producers[codec] = Producer({
            "bootstrap.servers": bootstrap_servers,
            "compression.type": codec,
            "enable.idempotence": True,
            "linger.ms": 5,
            "reconnect.backoff.max.ms": 500,
            "message.timeout.ms": 60000,
        })
    return producers[codec]


def produce(request):
    producer = producer_for(request["codec"])
    offsets = [None] * len(request["records"])
    errors = []

    def delivered(index):
        def callback(error, message):
            if error is not None:
                errors.append(str(error))
            else:
                offsets[index] = message.offset()
        return callback

    for index, record in enumerate(request["records"]):
        headers = [(name, to_bytes(value)) for name, value in record["headers"]]
        producer.produce(
            request["topic"],
            value=to_bytes(record["value"]),
            key=to_bytes(record["key"]),
            partition=record["partition"],
            timestamp=record["timestamp"],
            headers=headers or None,
            on_delivery=delivered(index),
        )
    left = producer.flush(60)
    if left or errors:
        raise RuntimeError(f"{left} records not delivered, errors: {errors}")
    return {"offsets": offsets}


def subscribe(request):
    global consumer
    assigned = []
    consumer = Consumer({
        "bootstrap.servers": bootstrap_servers,
        "group.id": request["group"],
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        "session.timeout.ms": 10000,
        "heartbeat.interval.ms": 500,
        "fetch.wait.max.ms": 200,
        "fetch.error.backoff.ms": 50,
        "reconnect.backoff.max.ms": 500,
    })
    consumer.subscribe(request["topics"], on_assign=lambda _, partitions: assigned.extend(partitions))
    deadline = time.monotonic() + 30
    while not assigned and time.monotonic() < deadline:
        take(consumer.poll(0.1), early)
    if not assigned:
        raise RuntimeError("no partitions were assigned within 30 s")
    return {}


early = []


def take(message, records):
    if message is None:
        return
    if message.error():
        if message.error().fatal():
            raise RuntimeError(str(message.error()))
        return
    place = (message.topic(), message.partition())
    if message.offset() < positions.get(place, 0):
        return  # given twice: this member joined again and started at the committed offset
    positions[place] = message.offset() + 1
    records.append({
        "topic": message.topic(),
        "partition": message.partition(),
        "offset": message.offset(),
        "timestamp": message.timestamp()[1],
        "key": to_text(message.key()),
        "value": to_text(message.value()),
        "headers": [[name, to_text(value)] for name, value in (message.headers() or [])],
    })


def read(request):
    records, early[:] = list(early), []
    deadline = time.monotonic() + request["timeoutMs"] / 1000
    while len(records) < request["count"] and time.monotonic() < deadline:
        take(consumer.poll(0.1), records)
    return {"records": records}


def commit(_request):
    offsets = [TopicPartition(topic, partition, offset) for (topic, partition), offset in positions.items()]
    if offsets:
        for result in consumer.commit(offsets=offsets, asynchronous=False):
            if result.error:
                raise RuntimeError(str(result.error))
    return {}


def close(_request):
    if consumer is not None:
        consumer.close()
    return {}


OPERATIONS = {"produce": produce, "subscribe": subscribe, "read": read, "commit": commit, "close": close}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = OPERATIONS[request["op"]](request)
    except Exception as error:  # the other side decides what a failure means
        answer = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
