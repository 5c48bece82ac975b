// Random transactions on Apache Kafka's Java client (transaction version 2 where the broker has it), read_committed
// readers beside them, and at the end everything that is there. Every line on standard output is one event of the
// history (history.ts); started by workload.ts.
//
// Arguments: bootstrap servers, topic, partitions, seed, transactions, workers, readers. When the workers are done it
// says so and waits for a line with the names of all workers of the run, whose groups it looks up.

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

public final class Workload {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final int WRITES_MAX = 5;
    private static final long PATIENCE_MS = 120_000;

    private final String servers;
    private final String topic;
    private final int partitions;
    private final AtomicInteger left;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Workload(String[] arguments) {
        servers = arguments[0];
        topic = arguments[1];
        partitions = Integer.parseInt(arguments[2]);
        left = new AtomicInteger(Integer.parseInt(arguments[4]));
    }

    public static void main(String[] arguments) throws Exception {
        Workload workload = new Workload(arguments);
        long seed = Long.parseLong(arguments[3]);
        List<Thread> workers = new ArrayList<>();
        for (int index = 0; index < Integer.parseInt(arguments[5]); index++) {
            Worker worker = workload.new Worker("java-" + index, seed * 1000 + index, index == 0);
            workers.add(started(worker::run));
        }
        List<Thread> readers = new ArrayList<>();
        for (int index = 0; index < Integer.parseInt(arguments[6]); index++) {
            String name = "reader-" + index;
            readers.add(started(() -> workload.read(name)));
        }
        for (Thread worker : workers) worker.join();
        say(Map.of("type", "done"));
        String[] names = new Scanner(System.in).nextLine().split(",");
        workload.stopped.set(true);
        for (Thread reader : readers) reader.join();
        workload.sayWhatIsThere(names);
        System.exit(0);
    }

    private static Thread started(Runnable action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (Throwable failure) {
                failure.printStackTrace();
                System.exit(3);
            }
        });
        thread.start();
        return thread;
    }

    private static synchronized void say(Map<String, Object> event) {
        try {
            System.out.println(JSON.writeValueAsString(event));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** One producer after another under one transactional id; a group of its own for the offsets that it commits. */
    private final class Worker {
        private final String name;
        private final Random random;
        private final boolean timesOut;
        private KafkaProducer<byte[], byte[]> producer;
        private int number;
        private List<Future<RecordMetadata>> sent;
        private List<Integer> places;
        private int writesBeforeFence;
        private long commitCalled;
        private String because;

        Worker(String name, long seed, boolean timesOut) {
            this.name = name;
            this.random = new Random(seed);
            this.timesOut = timesOut;
        }

        void run() {
            producer = initialized();
            try (Admin admin = Admin.create(clientProperties())) {
                while (left.getAndDecrement() > 0) {
                    transact();
                    number++;
                    if (random.nextInt(8) == 0) sayOffset(admin, name, number);
                }
            }
            producer.close(AT_ONCE);
        }

        private KafkaProducer<byte[], byte[]> initialized() {
            long deadline = System.currentTimeMillis() + PATIENCE_MS;
            while (true) {
                KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(producerProperties(name, timesOut));
                try {
                    opened.initTransactions();
                    return opened;
                } catch (KafkaException failure) {
                    opened.close(AT_ONCE);
                    if (System.currentTimeMillis() > deadline) throw failure;
                }
            }
        }

        private void transact() {
            sent = new ArrayList<>();
            places = new ArrayList<>();
            writesBeforeFence = -1;
            commitCalled = Long.MAX_VALUE;
            because = "";
            boolean commitsOffset = random.nextInt(5) < 2;
            int fate = random.nextInt(100);
            String outcome;
            try {
                producer.beginTransaction();
                write(1 + random.nextInt(WRITES_MAX));
                if (commitsOffset) {
                    TopicPartition place = new TopicPartition(topic, 0);
                    OffsetAndMetadata offset = new OffsetAndMetadata(number + 1);
                    producer.sendOffsetsToTransaction(Map.of(place, offset), new ConsumerGroupMetadata(name));
                }
                if (random.nextInt(4) == 0) producer.flush();
                if (timesOut && fate < 10) Thread.sleep(1_000 + random.nextInt(1_500));
                outcome = end(fate);
            } catch (KafkaException failure) {
                because = String.valueOf(failure);
                outcome = afterFailure();
            } catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
            sayTransaction(outcome, commitsOffset);
        }

        private void write(int count) {
            for (int index = 0; index < count; index++) {
                int partition = random.nextInt(partitions);
                byte[] value = (name + "/" + number + "/" + sent.size()).getBytes();
                places.add(partition);
                sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
            }
        }

        private String end(int fate) {
            if (fate < 75) return commit();
            if (fate < 88) {
                producer.abortTransaction();
                return "aborted";
            }
            return fate < 94 ? fence() : restart();
        }

        private String commit() {
            commitCalled = System.nanoTime();
            long deadline = System.currentTimeMillis() + PATIENCE_MS;
            while (true) {
                try {
                    producer.commitTransaction();
                    return "committed";
                } catch (TimeoutException failure) {
                    if (System.currentTimeMillis() > deadline) throw failure;
                }
            }
        }

        /** A second producer takes the id over; what the first one still tries must fail. */
        private String fence() {
            KafkaProducer<byte[], byte[]> zombie = producer;
            KafkaProducer<byte[], byte[]> next = initialized();
            writesBeforeFence = sent.size();
            try {
                write(2);
                zombie.commitTransaction();
                return "committed";
            } catch (KafkaException expected) {
                because = String.valueOf(expected);
                return "fenced";
            } finally {
                for (Future<RecordMetadata> future : sent) settled(future);
                zombie.close(AT_ONCE);
                producer = next;
            }
        }

        /** The producer dies in the middle, and another one comes up. */
        private String restart() {
            producer.close(AT_ONCE);
            producer = initialized();
            return "aborted";
        }

        /** What was not asked to commit is aborted, at the latest by the next producer of this id. */
        private String afterFailure() {
            boolean asked = commitCalled != Long.MAX_VALUE;
            producer.close(AT_ONCE);
            producer = initialized();
            return asked ? "unknown" : "aborted";
        }

        private void sayTransaction(String outcome, boolean commitsOffset) {
            List<Map<String, Object>> writes = new ArrayList<>();
            for (int index = 0; index < sent.size(); index++) {
                writes.add(Map.of("partition", places.get(index), "offset", settled(sent.get(index))));
            }
            Map<String, Object> event = new HashMap<>();
            event.put("type", "transaction");
            event.put("producer", name);
            event.put("number", number);
            event.put("outcome", outcome);
            event.put("writes", writes);
            event.put("writesBeforeFence", writesBeforeFence);
            event.put("commitsOffset", commitsOffset);
            event.put("commitCalledNs", commitCalled == Long.MAX_VALUE ? -1 : commitCalled);
            event.put("because", because);
            say(event);
        }
    }

    /** The offset that was answered, or -1. */
    private static long settled(Future<RecordMetadata> future) {
        try {
            RecordMetadata metadata = future.get();
            return metadata.hasOffset() ? metadata.offset() : -1;
        } catch (Exception failure) {
            return -1;
        }
    }

    private void sayOffset(Admin admin, String group, int before) {
        long deadline = System.currentTimeMillis() + PATIENCE_MS;
        ListConsumerGroupOffsetsOptions stable = new ListConsumerGroupOffsetsOptions().requireStable(true);
        TopicPartition place = new TopicPartition(topic, 0);
        // By name: a group that never committed has no partitions to list.
        var asked = Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(place)));
        while (true) {
            try {
                Map<TopicPartition, OffsetAndMetadata> offsets =
                    admin.listConsumerGroupOffsets(asked, stable).partitionsToOffsetAndMetadata(group).get();
                // Left out where a transaction holds it: its markers are still on their way.
                if (!offsets.containsKey(place)) throw new TimeoutException("the offset is not stable yet");
                long value = offsets.get(place) == null ? -1 : offsets.get(place).offset();
                say(Map.of("type", "offset", "producer", group, "before", before, "offset", value));
                return;
            } catch (Exception failure) {
                if (System.currentTimeMillis() > deadline) throw new IllegalStateException(failure);
            }
        }
    }

    private void read(String reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerProperties())) {
            consumer.assign(places());
            consumer.seekToBeginning(places());
            while (!stopped.get()) sayRead(consumer, "read", reader);
        }
    }

    private int sayRead(KafkaConsumer<byte[], byte[]> consumer, String type, String reader) {
        List<List<Object>> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            records.add(List.of(record.partition(), record.offset(), new String(record.value())));
        }
        if (!records.isEmpty()) {
            say(Map.of("type", type, "reader", reader, "ns", System.nanoTime(), "records", records));
        }
        return records.size();
    }

    /** Waits until every transaction has ended, or says where one has not; then reads the whole topic. */
    private void sayWhatIsThere(String[] groups) throws Exception {
        try (Admin admin = Admin.create(clientProperties());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerProperties())) {
            long deadline = System.currentTimeMillis() + 30_000;
            Map<Integer, Long> ends = ends(admin, IsolationLevel.READ_UNCOMMITTED);
            Map<Integer, Long> stable = ends(admin, IsolationLevel.READ_COMMITTED);
            while (!ends.equals(stable) && System.currentTimeMillis() < deadline) {
                Thread.sleep(100);
                ends = ends(admin, IsolationLevel.READ_UNCOMMITTED);
                stable = ends(admin, IsolationLevel.READ_COMMITTED);
            }
            say(Map.of("type", "ends", "ends", ends, "stable", stable));
            consumer.assign(places());
            consumer.seekToBeginning(places());
            for (boolean behind = true; behind; ) {
                sayRead(consumer, "stored", "all");
                behind = false;
                for (TopicPartition place : places()) {
                    behind |= consumer.position(place) < stable.get(place.partition());
                }
                if (System.currentTimeMillis() > deadline + 60_000) throw new IllegalStateException("cannot read all");
            }
            for (String group : groups) sayOffset(admin, group, Integer.MAX_VALUE);
        }
        say(Map.of("type", "finished"));
    }

    private Map<Integer, Long> ends(Admin admin, IsolationLevel isolation) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicPartition place : places()) latest.put(place, OffsetSpec.latest());
        Map<Integer, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get()
            .forEach((place, end) -> ends.put(place.partition(), end.offset()));
        return ends;
    }

    private List<TopicPartition> places() {
        List<TopicPartition> places = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) places.add(new TopicPartition(topic, partition));
        return places;
    }

    private Properties clientProperties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("reconnect.backoff.ms", "20");
        properties.put("reconnect.backoff.max.ms", "200");
        properties.put("retry.backoff.ms", "20");
        properties.put("retry.backoff.max.ms", "200");
        properties.put("request.timeout.ms", "10000");
        return properties;
    }

    private Properties producerProperties(String name, boolean timesOut) {
        Properties properties = clientProperties();
        properties.put("transactional.id", name);
        properties.put("transaction.timeout.ms", timesOut ? "1000" : "60000");
        properties.put("max.block.ms", "20000");
        properties.put("delivery.timeout.ms", "30000");
        properties.put("linger.ms", "0");
        properties.put("key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        properties.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        return properties;
    }

    private Properties consumerProperties() {
        Properties properties = clientProperties();
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "none");
        properties.put("fetch.max.wait.ms", "100");
        properties.put("key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        properties.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        return properties;
    }
}
