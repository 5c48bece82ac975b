"""Random transactions on librdkafka (transaction version 1: AddPartitionsToTxn, AddOffsetsToTxn), beside those of
Workload.java and told in the same way: one event of the history (history.ts) a line. Started by workload.ts.

Arguments: bootstrap servers, topic, partitions, seed, transactions, workers."""

import json
import os
import random
import sys
import threading
import time

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

servers, topic = sys.argv[1], sys.argv[2]
partitions, seed, transactions, workers = (int(argument) for argument in sys.argv[3:7])
saying = threading.Lock()
left = transactions
WRITES_MAX = 5
PATIENCE_S = 120


def say(**event):
    with saying:
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()


def take_turn():
    global left
    with saying:
        left -= 1
        return left >= 0


class Failed(Exception):
    """The transaction cannot go on."""


def insist(action):
    """Calls again what may be called again."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return action()
        except KafkaException as failure:
            if not failure.args[0].retriable() or time.monotonic() > deadline:
                raise Failed(str(failure)) from failure


class Worker:
    def __init__(self, index):
        self.name = f"python-{index}"
        self.random = random.Random(seed * 1000 + 500 + index)
        self.number = 0
        # All of them live on, as zombies do; librdkafka may crash where one is destroyed in the middle of its work.
        self.producers = []
        self.group = Consumer({"bootstrap.servers": servers, "group.id": self.name, "log_level": 0})
        self.producer = self.initialized()

    def initialized(self):
        deadline = time.monotonic() + PATIENCE_S
        while True:
            producer = Producer({
                "bootstrap.servers": servers,
                "transactional.id": self.name,
                "transaction.timeout.ms": 60000,
                "reconnect.backoff.ms": 20,
                "reconnect.backoff.max.ms": 200,
                "retry.backoff.ms": 20,
                "retry.backoff.max.ms": 200,
                "linger.ms": 0,
                "log_level": 0,
            })
            self.producers.append(producer)
            try:
                producer.init_transactions(10)
                return producer
            except KafkaException:
                if time.monotonic() > deadline:
                    raise

    def run(self):
        while take_turn():
            self.transact()
            self.number += 1

    def transact(self):
        self.places, self.offsets, self.before_fence, self.commit_called, self.because = [], {}, -1, -1, ""
        commits_offset = self.random.randrange(5) < 2
        fate = self.random.randrange(100)
        try:
            self.producer.begin_transaction()
            self.write(self.producer, 1 + self.random.randrange(WRITES_MAX))
            if commits_offset:
                place = [TopicPartition(topic, 0, self.number + 1)]
                metadata = self.group.consumer_group_metadata()
                insist(lambda: self.producer.send_offsets_to_transaction(place, metadata, 10))
            if self.random.randrange(4) == 0:
                self.producer.flush(10)
            outcome = self.end(fate)
        except (Failed, KafkaException) as failure:
            self.because = str(failure)
            # What was not asked to commit is aborted, at the latest by the next producer of this id.
            self.producer = self.initialized()
            outcome = "aborted" if self.commit_called < 0 else "unknown"
        writes = [{"partition": p, "offset": self.offsets.get(i, -1)} for i, p in enumerate(self.places)]
        say(type="transaction", producer=self.name, number=self.number, outcome=outcome, writes=writes,
            writesBeforeFence=self.before_fence, commitsOffset=commits_offset, commitCalledNs=self.commit_called,
            because=self.because)

    def write(self, producer, count):
        offsets = self.offsets
        for _ in range(count):
            index, partition = len(self.places), self.random.randrange(partitions)

            def delivered(error, message, index=index):
                if error is None:
                    offsets[index] = message.offset()

            self.places.append(partition)
            value = f"{self.name}/{self.number}/{index}".encode()
            producer.produce(topic, value, partition=partition, on_delivery=delivered)

    def end(self, fate):
        if fate < 75:
            self.commit_called = time.monotonic_ns()
            insist(lambda: self.producer.commit_transaction(10))
            return "committed"
        if fate < 88:
            insist(lambda: self.producer.abort_transaction(10))
            return "aborted"
        return self.fence() if fate < 94 else self.restart()

    def fence(self):
        """A second producer takes the id over; what the first one still tries must fail."""
        zombie = self.producer
        self.producer = self.initialized()
        self.before_fence = len(self.places)
        try:
            self.write(zombie, 2)
            insist(lambda: zombie.commit_transaction(10))
            return "committed"
        except (Failed, KafkaException) as failure:
            self.because = str(failure)
            return "fenced"

    def restart(self):
        """The producer is given up in the middle, and another one comes up."""
        self.producer = self.initialized()
        return "aborted"


threads = [threading.Thread(target=lambda index=index: Worker(index).run()) for index in range(workers)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
say(type="done")
os._exit(0)
