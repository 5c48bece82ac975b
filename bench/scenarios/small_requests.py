"""Small produce requests as fast as they go: several librdkafka producers, one record a request, no linger.

Arguments: bootstrap servers, topic, producers, seconds. Prints the number of acknowledged records and of produce
requests sent, as JSON, both from the first to the last second of the run.
"""
import json
import sys
import threading
import time

from confluent_kafka import Producer


class Load:
    def __init__(self, servers, topic, seconds):
        self.acknowledged = 0
        self.failed = 0
        self.requests = 0
        self.topic = topic
        self.seconds = seconds
        self.producer = Producer({
            'bootstrap.servers': servers,
            'linger.ms': 0,
            'batch.num.messages': 1,
            'acks': '1',
            'max.in.flight.requests.per.connection': 5,
            'queue.buffering.max.messages': 2000,
            'statistics.interval.ms': 200,
            'stats_cb': self.on_stats,
        })

    def on_stats(self, text):
        brokers = json.loads(text)['brokers'].values()
        self.requests = sum(broker['req'].get('Produce', 0) for broker in brokers)

    def delivered(self, error, _message):
        if error is None:
            self.acknowledged += 1
        else:
            self.failed += 1

    def run(self):
        payload = b'x' * 100
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            try:
                self.producer.produce(self.topic, payload, on_delivery=self.delivered)
            except BufferError:
                self.producer.poll(0.001)
            self.producer.poll(0)
        self.producer.flush(30)
        time.sleep(0.25)
        self.producer.poll(0)


def main():
    servers, topic, count, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    loads = [Load(servers, topic, seconds) for _ in range(count)]
    threads = [threading.Thread(target=load.run) for load in loads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({
        'acknowledged': sum(load.acknowledged for load in loads),
        'failed': sum(load.failed for load in loads),
        'requests': sum(load.requests for load in loads),
    }))


if __name__ == '__main__':
    main()
