package sc.fiji.invertibility.weights.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.invertibility.weights.WeightFile;

/**
 * Files whose parts refer to one another so that a small one could take all memory or minutes: in a program
 * that has little memory, each ends in a result or in one sentence, soon, damaged besides or not; and those that
 * are only unusual are read rightly. Another seed: {@code -Dweights.hostile.seed=…}.
 */
class HostileStructuresTest {

    private static final long SEED = Long.getLong("weights.hostile.seed", 20_260_101);
    private static final String MEMORY = "-Xmx64m";

    /** Of the processor: as much as a file may take, and as much again for a program that has just begun. */
    private static final long MILLIS = 4_000;

    private static final long MILLIS_A_MEGABYTE = 400;
    /** Asked for during all of the reading, also if given back soon. */
    private static final int TIMES = 64;

    private static final long FLOOR = 8 << 20;

    /** Copies of each file that are damaged besides, if it is small. */
    private static final int DAMAGED = 8;

    private static final int SMALL = 400_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void smallFilesCostLittle(HostileFormat format) throws IOException, InterruptedException {
        List<HostileFile> files = new ArrayList<>(format.files(SEED));
        System.out.println(format + ": " + files.size() + " kinds of hostile files from seed " + SEED);
        int kinds = files.size();
        assertTrue(kinds >= 10, "there are " + kinds + " kinds");
        Random random = new Random(SEED);
        for (HostileFile file : List.copyOf(files)) {
            for (int i = 0; i < DAMAGED && file.bytes().length < SMALL; i++) files.add(file.damaged(random));
        }
        for (int i = 0; i < files.size(); i++) Files.write(path(i), files.get(i).bytes());
        Map<String, Reading> readings = readInLittleMemory();
        for (int i = 0; i < files.size(); i++) {
            HostileFile file = files.get(i);
            Reading reading = readings.get(path(i).getFileName().toString());
            int length = file.bytes().length;
            String what = file.kind() + ", " + length + " bytes: " + reading;
            if (i < kinds) System.out.println("  " + what.substring(0, Math.min(what.length(), 300)));
            assertFalse(reading.answer().startsWith("!"), what);
            assertEquals(1, reading.answer().lines().count(), what);
            assertTrue(reading.millis() <= MILLIS + MILLIS_A_MEGABYTE * length / 1_000_000, what);
            assertTrue(reading.allocated() <= FLOOR + (long) TIMES * length, what);
            assertTrue(file.right().isEmpty() || reading.answer().equals("read"), what);
            assertRight(path(i), file);
        }
    }

    private Path path(int index) {
        return folder.resolve(String.format("%03d", index));
    }

    private static void assertRight(Path path, HostileFile made) throws IOException {
        if (made.right().isEmpty()) return;
        try (WeightFile file = WeightFile.open(path)) {
            for (Map.Entry<String, float[]> tensor : made.right().entrySet()) {
                assertArrayEquals(
                        tensor.getValue(), file.read(tensor.getKey()).data(), made.kind() + ": " + tensor.getKey());
            }
        }
    }

    private Map<String, Reading> readInLittleMemory() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(MEMORY, "-XX:+UseSerialGC", "-cp", classPath()));
        command.addAll(List.of(Reading.class.getName(), folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        Map<String, Reading> readings = new HashMap<>();
        output.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            readings.put(line.substring(0, tab), Reading.parse(line.substring(tab + 1)));
        });
        return readings;
    }

    /** That of these tests: surefire may hide it in a jar of its own. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
