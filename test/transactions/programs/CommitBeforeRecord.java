// A mistake of Apache Kafka's Java producer (4.3.1), brought about on purpose: its sender thread looks whether batches
// are unsent, then whether a request is to be sent. A record and a commit that come between the two are sent the wrong
// way round, the commit first. Here the sender is held exactly there; it lives in the client's package for that.
//
// Arguments: bootstrap servers, topic, milliseconds between the transaction before and this one. Prints what became of
// the commit and of the record, one line each.
package org.apache.kafka.clients.producer.internals;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

public class CommitBeforeRecord {
    public static void main(String[] args) throws Exception {
        Map<String, Object> settings =
            Map.of("bootstrap.servers", args[0], "transactional.id", "commit-before-record", "linger.ms", "0");
        ProducerRecord<String, String> record = new ProducerRecord<>(args[1], 0, null, "v");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record);
            producer.commitTransaction();
            Thread.sleep(Long.parseLong(args[2]));

            HeldSender sender = HeldSender.of(producer);
            producer.beginTransaction();
            producer.flush(); // wakes the sender, which finds nothing unsent
            sender.holds.await();
            Future<RecordMetadata> sent = producer.send(record);
            Thread commit = new Thread(() -> System.out.println("commit: " + commit(producer)));
            commit.start();
            while (commit.getState() != Thread.State.TIMED_WAITING && commit.isAlive()) Thread.onSpinWait();
            sender.goesOn.countDown();
            commit.join();
            System.out.println("record: " + written(sent));
        }
    }

    private static String commit(KafkaProducer<String, String> producer) {
        try {
            producer.commitTransaction();
            return "done";
        } catch (KafkaException failure) {
            return failure.getClass().getSimpleName();
        }
    }

    private static String written(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            return "offset " + sent.get().offset();
        } catch (ExecutionException failure) {
            return failure.getCause().getClass().getSimpleName();
        }
    }

    /** The producer's unsent batches, whose answer "none" reaches the sender's transactional half late, once. */
    private static class HeldSender extends IncompleteBatches {
        final CountDownLatch holds = new CountDownLatch(1);
        final CountDownLatch goesOn = new CountDownLatch(1);
        private final Object thread;

        HeldSender(Object thread) {
            this.thread = thread;
        }

        static HeldSender of(KafkaProducer<?, ?> producer) throws ReflectiveOperationException {
            HeldSender sender = new HeldSender(field(producer, "ioThread").get(producer));
            Object accumulator = field(producer, "accumulator").get(producer);
            field(accumulator, "incomplete").set(accumulator, sender);
            return sender;
        }

        private static Field field(Object owner, String name) throws ReflectiveOperationException {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field;
        }

        @Override
        public boolean isEmpty() {
            boolean isEmpty = super.isEmpty();
            if (isEmpty && Thread.currentThread() == thread && isAskedForRequests()) hold();
            return isEmpty;
        }

        private void hold() {
            holds.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }

        private static boolean isAskedForRequests() {
            return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("maybeSendAndPollTransactionalRequest")));
        }
    }
}
