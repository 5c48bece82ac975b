// One virtual machine that runs Apache Kafka's command line tools and calls of its Admin client one after the other, so
// that a step costs milliseconds instead of a start of Java. tool-session.ts talks to it.
//
// A line on standard input is a step, its words percent-encoded and separated by tabs; a line on standard output is the
// outcome, percent-encoded: what the step printed, and how it ended. `tool CLASS ARG…` runs a main method, `admin NAME
// ARG…` one of AdminCalls', `client NAME ARG…` one of ClientCalls'.

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;

public class ToolSession {
    /** Everything that a step prints, whoever has kept System.out before. */
    static final class Printed extends OutputStream {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Integer status = null;

        @Override
        public synchronized void write(int one) {
            if (status == null) bytes.write(one);
        }

        @Override
        public synchronized void write(byte[] some, int offset, int length) {
            if (status == null) bytes.write(some, offset, length);
        }

        /** Here the process would have ended: what a tool does after it never happened. */
        synchronized void end(int wanted) {
            if (status == null) status = wanted;
        }

        synchronized String take(String end) {
            boolean isFine = status != null && status == 0;
            String text = bytes.toString(StandardCharsets.UTF_8) + (status == null ? end : isFine ? "" : "[exit " + status + "]");
            bytes = new ByteArrayOutputStream();
            status = null;
            return text;
        }
    }

    /** Thrown where a tool would end the process. */
    static final class Exited extends RuntimeException {
        Exited() {
            super("", null, false, false);
        }
    }

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        PrintStream complaints = System.err;
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> error.printStackTrace(complaints));
        Printed printed = new Printed();
        PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
        Exit.Procedure end = (status, message) -> {
            captured.flush();
            printed.end(status);
            throw new Exited();
        };
        Exit.setExitProcedure(end);
        Exit.setHaltProcedure(end);
        BufferedReader steps = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        AdminCalls admin = new AdminCalls(args[0]);
        ClientCalls clients = new ClientCalls(args[0]);
        for (String line = steps.readLine(); line != null; line = steps.readLine()) {
            List<String> words = new ArrayList<>();
            for (String word : line.split("\t", -1)) words.add(URLDecoder.decode(word, StandardCharsets.UTF_8));
            String outcome = run(words, captured, admin, clients);
            captured.flush();
            answers.println(URLEncoder.encode(printed.take(outcome), StandardCharsets.UTF_8));
            answers.flush();
        }
        clients.close();
        admin.close();
    }

    static String run(List<String> words, PrintStream out, AdminCalls admin, ClientCalls clients) {
        List<String> rest = words.subList(2, words.size());
        try {
            switch (words.get(0)) {
                case "tool" -> tool(words.get(1), rest);
                case "admin" -> admin.call(words.get(1), rest, out);
                case "client" -> clients.call(words.get(1), rest, out);
                default -> throw new IllegalArgumentException("no such kind of step: " + words.get(0));
            }
            return "";
        } catch (Throwable error) {
            Throwable cause = error instanceof ExecutionException ? error.getCause() : error;
            return "[" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + "]";
        }
    }

    static void tool(String name, List<String> args) throws Throwable {
        try {
            Class.forName(name).getMethod("main", String[].class).invoke(null, (Object) args.toArray(new String[0]));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** Calls of the Admin client; words are positional, lists are separated by commas. */
    static final class AdminCalls {
        private final Admin admin;

        AdminCalls(String bootstrap) {
            Properties properties = new Properties();
            properties.put("bootstrap.servers", bootstrap);
            admin = Admin.create(properties);
        }

        void close() {
            admin.close(Duration.ofSeconds(5));
        }

        void call(String name, List<String> a, PrintStream out) throws Exception {
            out.println(answer(name, a));
        }

        private Object answer(String name, List<String> a) throws Exception {
            switch (name) {
                case "createTopic":
                    return created(admin.createTopics(List.of(topic(a)), new CreateTopicsOptions().validateOnly(flag(a, 3))), a.get(0));
                case "createAssigned":
                    Map<Integer, List<Integer>> assigned = new TreeMap<>();
                    for (String part : list(a.get(1))) {
                        String[] sides = part.split(":");
                        assigned.put(Integer.valueOf(sides[0]), Arrays.stream(sides[1].split("/")).map(Integer::valueOf).toList());
                    }
                    return got(admin.createTopics(List.of(new NewTopic(a.get(0), assigned))).all());
                case "deleteTopics":
                    return each(admin.deleteTopics(list(a.get(0))).topicNameValues());
                case "describeTopics":
                    return each(admin.describeTopics(list(a.get(0))).topicNameValues());
                case "listTopics":
                    return sorted(got(admin.listTopics(new ListTopicsOptions().listInternal(flag(a, 0))).names()));
                case "createPartitions":
                    NewPartitions more = NewPartitions.increaseTo(Integer.parseInt(a.get(1)));
                    return each(admin.createPartitions(Map.of(a.get(0), more), new CreatePartitionsOptions().validateOnly(flag(a, 2))).values());
                case "describeConfigs":
                    return configs(got(admin.describeConfigs(List.of(resource(a))).all()), a.size() > 2 ? list(a.get(2)) : null);
                case "alterConfigs":
                    List<AlterConfigOp> ops = new ArrayList<>();
                    for (String change : a.get(2).split(";")) ops.add(op(change));
                    AlterConfigsOptions only = new AlterConfigsOptions().validateOnly(flag(a, 3));
                    return each(admin.incrementalAlterConfigs(Map.of(resource(a), ops), only).values());
                case "listConfigResources":
                    Set<ConfigResource.Type> types = list(a.get(0)).stream().map(ConfigResource.Type::valueOf).collect(Collectors.toSet());
                    return sorted(got(admin.listConfigResources(types, new ListConfigResourcesOptions()).all()));
                case "describeCluster":
                    DescribeClusterResult cluster = admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true).includeFencedBrokers(flag(a, 0)));
                    return got(cluster.nodes()) + " " + got(cluster.controller()).id() + " " + sorted(got(cluster.authorizedOperations()));
                case "deleteRecords":
                    return each(admin.deleteRecords(Map.of(partition(a.get(0)), RecordsToDelete.beforeOffset(Long.parseLong(a.get(1))))).lowWatermarks());
                case "listOffsets":
                    return got(admin.listOffsets(Map.of(partition(a.get(0)), spec(a.get(1)))).partitionResult(partition(a.get(0))));
                default:
                    return clusterAnswer(name, a);
            }
        }

        private Object clusterAnswer(String name, List<String> a) throws Exception {
            switch (name) {
                case "describeFeatures":
                    return got(admin.describeFeatures().featureMetadata()).finalizedFeatures().keySet();
                case "updateFeature":
                    FeatureUpdate.UpgradeType type = FeatureUpdate.UpgradeType.valueOf(a.get(2));
                    Map<String, FeatureUpdate> updates = Map.of(a.get(0), new FeatureUpdate(Short.parseShort(a.get(1)), type));
                    return each(admin.updateFeatures(updates, new UpdateFeaturesOptions().validateOnly(flag(a, 3))).values());
                case "unregisterBroker":
                    return got(admin.unregisterBroker(Integer.parseInt(a.get(0))).all());
                case "electLeaders":
                    return each(got(admin.electLeaders(ElectionType.valueOf(a.get(0)), a.size() > 1 ? partitions(a.get(1)) : null).partitions()));
                case "reassign":
                    List<Integer> replicas = a.size() > 1 ? list(a.get(1)).stream().map(Integer::valueOf).toList() : null;
                    Optional<NewPartitionReassignment> target = Optional.ofNullable(replicas).map(NewPartitionReassignment::new);
                    return each(admin.alterPartitionReassignments(Map.of(partition(a.get(0)), target)).values());
                case "listReassignments":
                    return got(admin.listPartitionReassignments().reassignments());
                case "describeReplicaLogDirs":
                    TopicPartitionReplica replica = new TopicPartitionReplica(a.get(0), 0, Integer.parseInt(a.get(1)));
                    return each(admin.describeReplicaLogDirs(List.of(replica)).values());
                case "describeAcls":
                    return got(admin.describeAcls(AclBindingFilter.ANY).values());
                case "describeQuotas":
                    return got(admin.describeClientQuotas(ClientQuotaFilter.all()).entities());
                case "describeScram":
                    return got(admin.describeUserScramCredentials().all());
                default:
                    return groupAnswer(name, a);
            }
        }

        private Object groupAnswer(String name, List<String> a) throws Exception {
            switch (name) {
                case "listGroups":
                    return sorted(got(admin.listGroups().all()));
                case "describeGroups":
                    return each(admin.describeConsumerGroups(list(a.get(0))).describedGroups());
                case "describeClassicGroups":
                    return each(admin.describeClassicGroups(list(a.get(0))).describedGroups());
                case "groupOffsets":
                    return new TreeMap<>(named(got(admin.listConsumerGroupOffsets(a.get(0)).partitionsToOffsetAndMetadata())));
                case "alterGroupOffset":
                    OffsetAndMetadata offset = new OffsetAndMetadata(Long.parseLong(a.get(2)), a.size() > 3 ? a.get(3) : "");
                    return got(admin.alterConsumerGroupOffsets(a.get(0), Map.of(partition(a.get(1)), offset)).all());
                case "deleteGroupOffset":
                    return got(admin.deleteConsumerGroupOffsets(a.get(0), Set.of(partition(a.get(1)))).partitionResult(partition(a.get(1))));
                case "deleteGroups":
                    return each(admin.deleteConsumerGroups(list(a.get(0))).deletedGroups());
                case "removeMembers":
                    RemoveMembersFromConsumerGroupOptions options = a.size() > 1
                        ? new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(a.get(1))))
                        : new RemoveMembersFromConsumerGroupOptions();
                    return got(admin.removeMembersFromConsumerGroup(a.get(0), options).all());
                default:
                    throw new IllegalArgumentException("no such call: " + name);
            }
        }

        private static Object created(CreateTopicsResult result, String name) throws Exception {
            got(result.all());
            return got(result.numPartitions(name)) + " partitions, " + got(result.replicationFactor(name)) + " replicas";
        }

        private static NewTopic topic(List<String> a) {
            NewTopic topic = new NewTopic(a.get(0), Optional.of(Integer.valueOf(a.get(1))), Optional.of(Short.valueOf(a.get(2))));
            Map<String, String> configs = new HashMap<>();
            for (int index = 4; index + 1 < a.size(); index += 2) configs.put(a.get(index), a.get(index + 1));
            return topic.configs(configs);
        }

        private static AlterConfigOp op(String change) {
            String[] words = change.split(" ", 3);
            return new AlterConfigOp(new ConfigEntry(words[1], words.length > 2 ? words[2] : ""), AlterConfigOp.OpType.valueOf(words[0]));
        }

        private static ConfigResource resource(List<String> a) {
            return new ConfigResource(ConfigResource.Type.valueOf(a.get(0)), a.get(1));
        }

        private static String configs(Map<ConfigResource, Config> all, Collection<String> names) {
            return all.values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> names == null ? isSet(entry) : names.contains(entry.name()))
                .map(entry -> entry.name() + "=" + entry.value() + " " + entry.source() + (entry.isReadOnly() ? " read only" : "") + " " + entry.type())
                .sorted().collect(Collectors.joining("\n"));
        }

        private static boolean isSet(ConfigEntry entry) {
            return entry.source() != ConfigEntry.ConfigSource.DEFAULT_CONFIG && entry.source() != ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG;
        }

        private static OffsetSpec spec(String word) {
            return switch (word) {
                case "earliest" -> OffsetSpec.earliest();
                case "latest" -> OffsetSpec.latest();
                case "max" -> OffsetSpec.maxTimestamp();
                default -> OffsetSpec.forTimestamp(Long.parseLong(word));
            };
        }

        private static TopicPartition partition(String word) {
            int dash = word.lastIndexOf('-');
            return new TopicPartition(word.substring(0, dash), Integer.parseInt(word.substring(dash + 1)));
        }

        private static Set<TopicPartition> partitions(String words) {
            return list(words).stream().map(AdminCalls::partition).collect(Collectors.toSet());
        }

        private static List<String> list(String words) {
            return words.isEmpty() ? List.of() : Arrays.asList(words.split(","));
        }

        private static boolean flag(List<String> a, int index) {
            return a.size() > index && a.get(index).equals("true");
        }

        private static <T> T got(KafkaFuture<T> future) throws Exception {
            return future.get(30, TimeUnit.SECONDS);
        }

        private static List<String> sorted(Collection<?> values) {
            return values.stream().map(String::valueOf).sorted().toList();
        }

        private static <V> Map<String, V> named(Map<?, V> values) {
            Map<String, V> result = new HashMap<>();
            values.forEach((key, value) -> result.put(String.valueOf(key), value));
            return result;
        }

        /** Each key with its value, its error, or the end of its future. */
        private static String each(Map<?, ?> values) {
            Map<String, String> lines = new TreeMap<>();
            values.forEach((key, value) -> lines.put(String.valueOf(key), outcome(value)));
            return lines.entrySet().stream().map(line -> line.getKey() + ": " + line.getValue()).collect(Collectors.joining("\n"));
        }

        private static String outcome(Object value) {
            if (value instanceof Optional<?> optional) return optional.map(AdminCalls::error).orElse("fine");
            if (!(value instanceof KafkaFuture<?> future)) return String.valueOf(value);
            try {
                return String.valueOf(future.get(30, TimeUnit.SECONDS));
            } catch (ExecutionException thrown) {
                return error(thrown.getCause());
            } catch (Exception thrown) {
                return error(thrown);
            }
        }

        private static String error(Object error) {
            return error.getClass().getSimpleName() + ": " + (error instanceof Throwable thrown ? thrown.getMessage() : error);
        }
    }

    /** Records and members, so that there is something to ask about. */
    static final class ClientCalls {
        private final String bootstrap;
        private final Map<String, KafkaConsumer<byte[], byte[]>> members = new HashMap<>();
        private final Map<String, Thread> polls = new HashMap<>();

        ClientCalls(String bootstrap) {
            this.bootstrap = bootstrap;
        }

        void close() throws Exception {
            for (String name : List.copyOf(members.keySet())) leave(name);
        }

        void call(String name, List<String> a, PrintStream out) throws Exception {
            switch (name) {
                case "produce" -> produce(a.get(0), Integer.parseInt(a.get(1)), Integer.parseInt(a.get(2)));
                case "consume" -> out.println(consume(a.get(0), a.get(1), Integer.parseInt(a.get(2))));
                case "join" -> join(a.get(0), a.get(1), a.size() > 2 ? a.get(2) : null);
                case "leave" -> leave(a.get(0));
                default -> throw new IllegalArgumentException("no such call: " + name);
            }
        }

        private void produce(String topic, int partition, int count) throws Exception {
            Properties properties = new Properties();
            properties.put("bootstrap.servers", bootstrap);
            try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (int index = 0; index < count; index++) {
                    byte[] value = ("value " + index).getBytes(StandardCharsets.UTF_8);
                    producer.send(new ProducerRecord<>(topic, partition, 1_000_000L * index, null, value));
                    producer.flush();
                }
            }
        }

        /** Reads as a member of the group and commits. */
        private String consume(String group, String topic, int count) {
            int seen = 0;
            try (var consumer = consumer(group, null)) {
                consumer.subscribe(List.of(topic));
                for (int round = 0; round < 100 && seen < count; round++) {
                    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                    seen += records.count();
                }
                consumer.commitSync();
            }
            return seen + " records";
        }

        /** A member that stays, in a thread of its own, until it leaves; returns once it has its partitions. */
        private void join(String group, String topic, String instance) throws Exception {
            KafkaConsumer<byte[], byte[]> consumer = consumer(group, instance);
            consumer.subscribe(List.of(topic));
            for (int round = 0; round < 300 && consumer.assignment().isEmpty(); round++) consumer.poll(Duration.ofMillis(50));
            members.put(group, consumer);
            Thread poll = new Thread(() -> {
                try {
                    while (true) consumer.poll(Duration.ofMillis(100));
                } catch (org.apache.kafka.common.errors.WakeupException asked) {
                    consumer.close();
                }
            });
            polls.put(group, poll);
            poll.setDaemon(true);
            poll.start();
        }

        private void leave(String group) throws Exception {
            members.remove(group).wakeup();
            polls.remove(group).join(20_000);
        }

        private KafkaConsumer<byte[], byte[]> consumer(String group, String instance) {
            Properties properties = new Properties();
            properties.put("bootstrap.servers", bootstrap);
            properties.put("group.id", group);
            properties.put("group.protocol", "classic");
            properties.put("client.id", "parity");
            properties.put("auto.offset.reset", "earliest");
            properties.put("enable.auto.commit", "false");
            if (instance != null) properties.put("group.instance.id", instance);
            return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
    }
}
