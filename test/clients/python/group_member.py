"""A member of a group on confluent-kafka (librdkafka): prints the value of every record that it reads, one a line, commits
as it goes, and leaves its group in order when its standard input ends. Arguments: bootstrap servers, group, topic,
group protocol. Started by group-member.ts."""

import sys
import threading

from confluent_kafka import Consumer

bootstrap_servers, group, topic, protocol = sys.argv[1:]
settings = {
    "bootstrap.servers": bootstrap_servers,
    "group.id": group,
    "group.protocol": protocol,
    "auto.offset.reset": "earliest",
    "auto.commit.interval.ms": 200,
    "fetch.wait.max.ms": 100,
}
if protocol == "classic":
    settings |= {"session.timeout.ms": 10000, "heartbeat.interval.ms": 500}

ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()

consumer = Consumer(settings)
consumer.subscribe([topic])
while not ended.is_set():
    message = consumer.poll(0.1)
    if message is None:
        continue
    if message.error():
        print(message.error(), file=sys.stderr, flush=True)
        continue
    print(message.value().decode(), flush=True)
consumer.close()
