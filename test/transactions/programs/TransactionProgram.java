// Transactions with Apache Kafka's Java client: does what the lines on standard input say (see program.ts), one JSON
// request per line, one JSON answer per line. Arguments: bootstrap servers, transactional id.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

public final class TransactionProgram {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String bootstrapServers;
    private final String transactionalId;
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    private final Queue<ConsumerRecord<String, String>> polled = new ArrayDeque<>();
    private KafkaProducer<String, String> producer;
    private KafkaConsumer<String, String> consumer;

    private TransactionProgram(String bootstrapServers, String transactionalId) {
        this.bootstrapServers = bootstrapServers;
        this.transactionalId = transactionalId;
    }

    public static void main(String[] arguments) throws IOException {
        TransactionProgram program = new TransactionProgram(arguments[0], arguments[1]);
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            ObjectNode answer = JSON.createObjectNode();
            try {
                program.perform(JSON.readTree(line), answer);
            } catch (Exception failure) {
                answer.put("error", String.valueOf(failure));
            }
            answers.println(JSON.writeValueAsString(answer));
            answers.flush();
        }
        Runtime.getRuntime().halt(0);
    }

    private void perform(JsonNode request, ObjectNode answer) throws Exception {
        switch (request.get("op").asText()) {
            case "init" -> init();
            case "begin" -> producer.beginTransaction();
            case "send" -> send(request);
            case "sendOffsets" -> producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
            case "commit" -> producer.commitTransaction();
            case "abort" -> producer.abortTransaction();
            case "subscribe" -> subscribe(request);
            case "poll" -> poll(request, answer.putArray("polled"));
            case "rewind" -> rewind();
            case "close" -> close();
            default -> throw new IllegalArgumentException("unknown operation " + request.get("op"));
        }
    }

    private void init() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("transactional.id", transactionalId);
        settings.put("reconnect.backoff.max.ms", "500");
        settings.put("max.block.ms", "60000");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
    }

    private void send(JsonNode request) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (JsonNode value : request.get("values")) {
            sent.add(producer.send(new ProducerRecord<>(request.get("topic").asText(),
                request.get("partition").asInt(), null, value.asText())));
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get(60, TimeUnit.SECONDS);
        }
    }

    private void subscribe(JsonNode request) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", request.get("group").asText());
        settings.put("isolation.level", request.get("isolation").asText());
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        settings.put("session.timeout.ms", "10000");
        settings.put("heartbeat.interval.ms", "500");
        settings.put("fetch.max.wait.ms", "200");
        settings.put("reconnect.backoff.max.ms", "500");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(request.get("topic").asText()));
    }

    private void poll(JsonNode request, ArrayNode answer) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.get("timeoutMs").asLong());
        while (polled.isEmpty() && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(50)).forEach(polled::add);
        }
        while (!polled.isEmpty() && answer.size() < request.get("countMax").asInt()) {
            ConsumerRecord<String, String> record = polled.remove();
            TopicPartition place = new TopicPartition(record.topic(), record.partition());
            OffsetAndMetadata due = positions.get(place);
            if (due != null && record.offset() < due.offset()) {
                continue; // given twice: this member joined again and started at the committed offset
            }
            positions.put(place, new OffsetAndMetadata(record.offset() + 1));
            answer.addArray().add(record.partition()).add(record.offset()).add(record.value());
        }
    }

    private void rewind() {
        polled.clear();
        positions.clear();
        consumer.committed(consumer.assignment()).forEach((place, committed) -> {
            if (committed == null) {
                consumer.seekToBeginning(List.of(place));
            } else {
                consumer.seek(place, committed);
            }
        });
    }

    private void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
