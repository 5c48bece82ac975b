"""End to end latency at a fixed modest rate: one librdkafka producer, one consumer, in one process and one clock.

Arguments: bootstrap servers, topic, records per second, seconds. Prints percentiles in milliseconds as JSON; the first
fifth of the records warms up and is left out.
"""
import json
import sys
import threading
import time

from confluent_kafka import Consumer, Producer, TopicPartition


def consume(servers, topic, count, latencies, ready):
    consumer = Consumer({'bootstrap.servers': servers, 'group.id': 'unused', 'fetch.wait.max.ms': 100,
                         'enable.auto.commit': False, 'auto.offset.reset': 'earliest'})
    consumer.assign([TopicPartition(topic, 0, 0)])
    consumer.poll(0)
    ready.set()
    deadline = time.monotonic() + 120
    while len(latencies) < count and time.monotonic() < deadline:
        message = consumer.poll(1.0)
        if message is not None and message.error() is None:
            latencies.append(time.monotonic_ns() - int(message.value()[:20]))
    consumer.close()


def main():
    servers, topic, rate, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
    count = int(rate * seconds)
    latencies = []
    ready = threading.Event()
    reader = threading.Thread(target=consume, args=(servers, topic, count, latencies, ready))
    reader.start()
    ready.wait()
    producer = Producer({'bootstrap.servers': servers, 'linger.ms': 0, 'acks': 'all'})
    start = time.monotonic()
    for number in range(count):
        pause = start + number / rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        producer.produce(topic, b'%020d' % time.monotonic_ns() + b'x' * 80)
        producer.poll(0)
    producer.flush(30)
    reader.join()
    if len(latencies) != count:
        sys.exit(f'{len(latencies)} of {count} records arrived')
    measured = sorted(latencies[count // 5:])
    at = lambda share: measured[min(len(measured) - 1, int(len(measured) * share))] / 1e6
    print(json.dumps({'p50': at(0.5), 'p99': at(0.99), 'p999': at(0.999)}))


if __name__ == '__main__':
    main()
