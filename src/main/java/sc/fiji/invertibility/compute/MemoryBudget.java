package sc.fiji.invertibility.compute;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory one piece of work may take: half of what is unused. A processor's memory is the machine's, as far as the
 * heap cannot grow into it; the Java engine's is the heap; for a graphics card whose driver does not report what is free,
 * a third of the total may be taken.
 */
public final class MemoryBudget {

    /**
     * The system property that sets a lower limit, in bytes or with one of the suffixes k, m and g, as in {@code 512m}.
     */
    public static final String PROPERTY = "invertibility.memory";

    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})([kmg]?)");
    private static final int PART_OF_FREE = 2, LEAST_PART_OF_FREE = 8, PART_OF_ALL = 3;

    private MemoryBudget() {}

    /**
     * Returns how much of an engine's device may be taken now.
     *
     * @param engine the engine; what it already holds counts as free
     * @param enough how many bytes are needed; more make no difference: garbage on the heap is collected only if less
     *     is free
     * @return bytes
     * @throws IllegalArgumentException if the system property {@value #PROPERTY} is not a number of bytes
     */
    public static long of(Engine engine, long enough) {
        return Math.min(limit(), share(engine, enough));
    }

    /**
     * Returns how much of the heap may be taken now.
     *
     * @param enough how many bytes are needed; more make no difference: garbage is collected only if less is free
     * @return bytes
     */
    public static long ofHeap(long enough) {
        return Math.min(limit(), heap(enough, 0));
    }

    private static long share(Engine engine, long enough) {
        Device device = engine.device();
        if (device.type().equals("Java")) return heap(enough, engine.bytesInUse());
        if (device.type().equals("CPU"))
            return ofProcessor(
                    MachineMemory.available() + engine.bytesInUse(),
                    Runtime.getRuntime().maxMemory() - Runtime.getRuntime().totalMemory());
        return engine.freeBytes().isPresent()
                ? (engine.freeBytes().getAsLong() + engine.bytesInUse()) / PART_OF_FREE
                : device.memory() / PART_OF_ALL;
    }

    /**
     * Returns how much of the machine's memory a processor may take. The heap may grow to its limit before garbage is
     * collected, in Fiji to most of the machine's memory; where both together are too much, the system ends the process,
     * and the user's images are lost.
     *
     * @param free bytes of the machine that are free, or held by the engine
     * @param heapGrowth bytes by which the heap may still grow
     * @return what the heap leaves, but at most half and at least an eighth of what is free
     */
    static long ofProcessor(long free, long heapGrowth) {
        return Math.max(free / LEAST_PART_OF_FREE, Math.min(free / PART_OF_FREE, free - heapGrowth));
    }

    private static long heap(long enough, long held) {
        // Memory that the heap has already taken from the machine is its own.
        long machine = MachineMemory.available() + Runtime.getRuntime().freeMemory();
        return (Math.min(FreeHeap.orAtLeast(times(PART_OF_FREE, enough) - held), machine) + held) / PART_OF_FREE;
    }

    private static long times(int factor, long bytes) {
        return bytes > Long.MAX_VALUE / factor ? Long.MAX_VALUE : factor * bytes;
    }

    private static long limit() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted == null) return Long.MAX_VALUE;
        Matcher bytes = BYTES.matcher(wanted.trim().toLowerCase(Locale.ROOT));
        if (!bytes.matches())
            throw new IllegalArgumentException("the system property " + PROPERTY
                    + " is a number of bytes such as 512m or 4g, not \"" + wanted + "\"");
        return Long.parseLong(bytes.group(1))
                << switch (bytes.group(2)) {
                    case "k" -> 10;
                    case "m" -> 20;
                    case "g" -> 30;
                    default -> 0;
                };
    }
}
