// A client on Apache Kafka's Java client that does what the lines on standard input say (see program.ts): one JSON
// request per line, one JSON answer per line, bytes as base64. Started by java.ts.

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

public final class ClientProgram {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String bootstrapServers;
    private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> early = new ArrayList<>();
    private KafkaConsumer<byte[], byte[]> consumer;

    private ClientProgram(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    public static void main(String[] arguments) throws IOException {
        ClientProgram program = new ClientProgram(arguments[0]);
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            ObjectNode answer;
            try {
                answer = program.perform(JSON.readTree(line));
            } catch (Exception failure) {
                answer = JSON.createObjectNode().put("error", String.valueOf(failure));
            }
            answers.println(JSON.writeValueAsString(answer));
            answers.flush();
        }
        System.exit(0);
    }

    private ObjectNode perform(JsonNode request) throws Exception {
        switch (request.get("op").asText()) {
            case "produce":
                return produce(request);
            case "subscribe":
                return subscribe(request);
            case "read":
                return read(request);
            case "commit":
                consumer.commitSync(positions, Duration.ofSeconds(60));
                return JSON.createObjectNode();
            case "close":
                return close();
            default:
                throw new IllegalArgumentException("unknown operation " + request.get("op"));
        }
    }

    private KafkaProducer<byte[], byte[]> producerFor(String codec) {
        return producers.computeIfAbsent(codec, name -> {
            Map<String, Object> settings = new HashMap<>();
            settings.put("bootstrap.servers", bootstrapServers);
            settings.put("compression.type", name);
            settings.put("reconnect.backoff.max.ms", "500");
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        });
    }

    private ObjectNode produce(JsonNode request) throws Exception {
        KafkaProducer<byte[], byte[]> producer = producerFor(request.get("codec").asText());
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (JsonNode record : request.get("records")) {
            List<Header> headers = new ArrayList<>();
            for (JsonNode header : record.get("headers")) {
                headers.add(new RecordHeader(header.get(0).asText(), bytes(header.get(1))));
            }
            sent.add(producer.send(new ProducerRecord<>(request.get("topic").asText(), record.get("partition").asInt(),
                record.get("timestamp").asLong(), bytes(record.get("key")), bytes(record.get("value")), headers)));
        }
        producer.flush();
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode offsets = answer.putArray("offsets");
        for (Future<RecordMetadata> one : sent) {
            offsets.add(one.get(60, TimeUnit.SECONDS).offset());
        }
        return answer;
    }

    private ObjectNode subscribe(JsonNode request) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", request.get("group").asText());
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        settings.put("session.timeout.ms", "10000");
        settings.put("heartbeat.interval.ms", "500");
        settings.put("fetch.max.wait.ms", "200");
        settings.put("reconnect.backoff.max.ms", "500");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<String> topics = new ArrayList<>();
        request.get("topics").forEach(topic -> topics.add(topic.asText()));
        consumer.subscribe(topics);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (consumer.assignment().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no partitions were assigned within 30 s");
            }
            consumer.poll(Duration.ofMillis(100)).forEach(early::add);
        }
        return JSON.createObjectNode();
    }

    private ObjectNode read(JsonNode request) {
        int count = request.get("count").asInt();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.get("timeoutMs").asLong());
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode records = answer.putArray("records");
        early.forEach(record -> add(records, record));
        early.clear();
        while (records.size() < count && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> add(records, record));
        }
        return answer;
    }

    private void add(ArrayNode records, ConsumerRecord<byte[], byte[]> record) {
        TopicPartition place = new TopicPartition(record.topic(), record.partition());
        OffsetAndMetadata due = positions.get(place);
        if (due != null && record.offset() < due.offset()) {
            return; // given twice: this member joined again and started at the committed offset
        }
        positions.put(place, new OffsetAndMetadata(record.offset() + 1));
        ObjectNode node = records.addObject();
        node.put("topic", record.topic());
        node.put("partition", record.partition());
        node.put("offset", record.offset());
        node.put("timestamp", record.timestamp());
        node.put("key", text(record.key()));
        node.put("value", text(record.value()));
        ArrayNode headers = node.putArray("headers");
        for (Header header : record.headers()) {
            headers.addArray().add(header.key()).add(text(header.value()));
        }
    }

    private ObjectNode close() {
        producers.values().forEach(producer -> producer.close(Duration.ofSeconds(10)));
        if (consumer != null) {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(10)));
        }
        return JSON.createObjectNode();
    }

    private static byte[] bytes(JsonNode node) {
        return node.isNull() ? null : Base64.getDecoder().decode(node.asText());
    }

    private static String text(byte[] data) {
        return data == null ? null : Base64.getEncoder().encodeToString(data);
    }
}
