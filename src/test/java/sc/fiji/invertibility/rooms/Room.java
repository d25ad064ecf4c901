package sc.fiji.invertibility.rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package of the plugin with the packages below it.
 *
 * @param name the package's name below that of the plugin; empty for the plugin's own package
 */
public record Room(String name) {

    /** All rooms. Each may use those before it. */
    public static final List<Room> FROM_THE_GROUND = List.of(
            new Room("filters"),
            new Room("compute"),
            new Room("sparse"),
            new Room("network"),
            new Room("weights"),
            new Room("train"),
            new Room("invert"),
            new Room("measure"),
            new Room("classify"),
            new Room("decode"),
            new Room("image"),
            new Room("dialog"),
            new Room(""),
            new Room("command"),
            new Room("headless"));

    static final String PLUGIN = "sc.fiji.invertibility";

    /** The letters that fit into a box of the picture. */
    private static final int LONGEST = 100;

    private static final Pattern FIRST_SENTENCE = Pattern.compile("/\\*\\*(.*?)\\.(\\s|$)", Pattern.DOTALL);

    /** {@return the packages of the room, as a pattern of ArchUnit's} */
    public String packages() {
        return name.isEmpty() ? PLUGIN : PLUGIN + "." + name + "..";
    }

    /** Whether a package is this room's. */
    boolean holds(String packageName) {
        String own = name.isEmpty() ? PLUGIN : PLUGIN + "." + name;
        return packageName.equals(own) || !name.isEmpty() && packageName.startsWith(own + ".");
    }

    /** The name in the picture. */
    String title() {
        return name.isEmpty() ? "Invertibility" : name;
    }

    /** The first sentence of the package's Javadoc; of a long one, what comes before the colon. */
    String purpose() {
        Path source = Path.of("src/main/java", (PLUGIN + "." + name).replace('.', '/'))
                .resolve("package-info.java");
        try {
            Matcher sentence = FIRST_SENTENCE.matcher(Files.readString(source));
            if (!sentence.find()) throw new IllegalStateException(source + " does not begin with a sentence");
            String plain = sentence.group(1)
                    .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                    .replaceAll("\\{@link (\\w+\\.)*(\\w+)}", "$2")
                    .strip();
            return plain.length() > LONGEST ? plain.replaceFirst(":.*", "") : plain;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
