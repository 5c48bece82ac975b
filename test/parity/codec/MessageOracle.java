// Apache Kafka's own codecs, asked line by line: what they make of a message's bytes, and how they write its defaults.
//
//   in:   decode NAME VERSION HEX      out: the bytes of the message read from HEX and written again
//   in:   default NAME VERSION         out: the bytes of the message as its constructor leaves it
//   in:   errors                       out: CODE:NAME:RETRIABLE, separated by commas
//   in:   apis                         out: KEY:NAME:OLDEST:LATEST (unstable ones too), separated by commas
//
// A line that fails is answered with `error` and why.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.Readable;

public class MessageOracle {
    private static final String[] PACKAGES = {
        "org.apache.kafka.common.message",
        "org.apache.kafka.common.metadata",
        "org.apache.kafka.coordinator.group.generated",
        "org.apache.kafka.coordinator.transaction.generated",
        "org.apache.kafka.coordinator.share.generated",
        "org.apache.kafka.raft.generated",
    };

    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream output = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.println(answer(line.split(" ")));
        }
        output.flush();
    }

    private static String answer(String[] words) {
        try {
            return switch (words[0]) {
                case "decode" -> decode(words[1], Short.parseShort(words[2]), words.length > 3 ? words[3] : "");
                case "default" -> {
                    Object message = messageClass(words[1]).getConstructor().newInstance();
                    yield encode((Message) message, Short.parseShort(words[2]));
                }
                case "errors" -> errors();
                case "apis" -> apis();
                default -> "error unknown word " + words[0];
            };
        } catch (InvocationTargetException failure) {
            return "error " + failure.getCause();
        } catch (Exception failure) {
            return "error " + failure;
        }
    }

    private static String decode(String name, short version, String hex) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        var constructor = messageClass(name).getConstructor(Readable.class, short.class);
        Object message = constructor.newInstance(new ByteBufferAccessor(bytes), version);
        if (bytes.hasRemaining()) return "error " + bytes.remaining() + " bytes left";
        return encode((Message) message, version);
    }

    private static String encode(Message message, short version) {
        ByteBuffer bytes = MessageUtil.toByteBufferAccessor(message, version).buffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    /** The class of a layout: of its name, or with the ending that most messages have in Java. */
    private static Class<?> messageClass(String name) throws ClassNotFoundException {
        for (String ending : new String[] {"Data", ""}) {
            for (String folder : PACKAGES) {
                try {
                    return Class.forName(folder + "." + name + ending);
                } catch (ClassNotFoundException absent) {
                    // The next one, then.
                }
            }
        }
        throw new ClassNotFoundException(name);
    }

    private static String errors() {
        List<String> lines = new ArrayList<>();
        for (Errors error : Errors.values()) {
            boolean retriable = error.exception() instanceof RetriableException;
            lines.add(error.code() + ":" + error.name() + ":" + retriable);
        }
        return String.join(",", lines);
    }

    private static String apis() {
        List<String> lines = new ArrayList<>();
        for (ApiKeys api : ApiKeys.values()) {
            lines.add(api.id + ":" + api.name + ":" + api.oldestVersion() + ":" + api.latestVersion(true));
        }
        return String.join(",", lines);
    }
}
