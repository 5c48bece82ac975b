// The driver of Kafka Streams' smoke test with numbers of its own: StreamsSmokeTest takes 90 seconds to write its data.
// Arguments: bootstrap servers, keys, records of each key, seconds to write them in.

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.tests.SmokeTestDriver;

public final class SmokeDriver {
    public static void main(String[] arguments) throws Exception {
        int keys = Integer.parseInt(arguments[1]);
        int recordsEach = Integer.parseInt(arguments[2]);
        Duration duration = Duration.ofSeconds(Long.parseLong(arguments[3]));
        Map<String, Set<Integer>> written = SmokeTestDriver.generate(arguments[0], keys, recordsEach, duration);
        System.out.println("WRITTEN");
        SmokeTestDriver.verify(arguments[0], written, recordsEach, true);
        Runtime.getRuntime().halt(0);
    }
}
