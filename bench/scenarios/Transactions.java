// Transactions as fast as they go, or at a fixed rate with a read_committed consumer beside them: Apache Kafka's Java
// client, several transactional producers in one process.
//
// Arguments: bootstrap servers, topic, partitions, producers, records per transaction, seconds, transactions per second
// (0: as fast as they go). Prints one line of JSON: transactions committed, producers that had to be replaced and, at a
// fixed rate, the percentiles of the time from before the send to the consumer's hands, in milliseconds.
//
// A producer is replaced when its commit went out before its record, which ends it with InvalidTxnStateException: a
// mistake of the client (test/transactions/programs/CommitBeforeRecord.java), about once in 600,000 transactions at
// Apache Kafka. The transaction does not count.
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

public class Transactions {
    static final int RECORD_BYTES = 100;

    public static void main(String[] args) throws Exception {
        String servers = args[0];
        String topic = args[1];
        int partitions = Integer.parseInt(args[2]);
        int producers = Integer.parseInt(args[3]);
        int records = Integer.parseInt(args[4]);
        double seconds = Double.parseDouble(args[5]);
        double rate = Double.parseDouble(args[6]);
        AtomicLong committed = new AtomicLong();
        AtomicLong replaced = new AtomicLong();
        CountDownLatch ready = new CountDownLatch(producers);
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Throwable[] failure = new Throwable[1];
        for (int index = 0; index < producers; index++) {
            String id = topic + "-" + index;
            Thread thread = new Thread(() -> {
                KafkaProducer<byte[], byte[]> producer = null;
                try {
                    producer = producer(servers, id);
                    transaction(producer, topic, partitions, records);
                    ready.countDown();
                    begin.await();
                    long start = System.nanoTime();
                    long end = start + (long) (seconds * 1e9);
                    for (long count = 0; System.nanoTime() < end; count++) {
                        if (rate > 0) sleepUntil(start + (long) (count * producers * 1e9 / rate));
                        try {
                            transaction(producer, topic, partitions, records);
                            committed.incrementAndGet();
                        } catch (InvalidTxnStateException overtaken) {
                            replaced.incrementAndGet();
                            producer.close();
                            producer = producer(servers, id);
                        }
                    }
                } catch (Throwable error) {
                    failure[0] = error;
                    ready.countDown();
                } finally {
                    if (producer != null) producer.close();
                }
            });
            thread.start();
            threads.add(thread);
        }
        ready.await();
        Reader reader = rate > 0 ? new Reader(servers, topic, partitions) : null;
        if (reader != null) reader.start();
        long start = System.nanoTime();
        begin.countDown();
        for (Thread thread : threads) thread.join();
        double took = (System.nanoTime() - start) / 1e9;
        if (failure[0] != null) throw new IllegalStateException("a producer failed", failure[0]);
        String latency = reader == null ? "" : reader.finish(committed.get() * records);
        String counts = "\"committed\": " + committed.get() + ", \"replaced\": " + replaced.get();
        System.out.println("{" + counts + ", \"perSecond\": " + committed.get() / took + latency + "}");
    }

    static void transaction(KafkaProducer<byte[], byte[]> producer, String topic, int partitions, int records) {
        producer.beginTransaction();
        for (int index = 0; index < records; index++) {
            byte[] value = Arrays.copyOf(Long.toString(System.nanoTime()).getBytes(), RECORD_BYTES);
            producer.send(new ProducerRecord<>(topic, index % partitions, null, value));
        }
        producer.commitTransaction();
    }

    static void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
    }

    static KafkaProducer<byte[], byte[]> producer(String servers, String id) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "transactional.id", id, "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    static class Reader extends Thread {
        final KafkaConsumer<byte[], byte[]> consumer;
        final List<Long> latencies = new ArrayList<>();
        final long since;
        volatile long expected = Long.MAX_VALUE;

        Reader(String servers, String topic, int partitions) {
            consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed", "fetch.max.wait.ms", "100"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
            List<TopicPartition> all = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) all.add(new TopicPartition(topic, partition));
            consumer.assign(all);
            consumer.seekToEnd(all);
            for (TopicPartition one : all) consumer.position(one);
            since = System.nanoTime();
        }

        public void run() {
            long deadline = System.nanoTime() + 120_000_000_000L;
            while (latencies.size() < expected && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    long sent = Long.parseLong(new String(record.value()).trim());
                    // The first transaction of each producer may have become stable only now.
                    if (sent >= since) latencies.add(System.nanoTime() - sent);
                }
            }
        }

        String finish(long count) throws InterruptedException {
            expected = count;
            join();
            if (latencies.size() != count) {
                throw new IllegalStateException(latencies.size() + " of " + count + " records arrived");
            }
            long[] sorted = latencies.stream().skip(count / 5).mapToLong(Long::longValue).sorted().toArray();
            return ", \"p50\": " + at(sorted, 0.5) + ", \"p99\": " + at(sorted, 0.99);
        }

        static double at(long[] sorted, double share) {
            return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
        }
    }
}
