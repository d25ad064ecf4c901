package sc.fiji.invertibility.compute.opencl.device;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The calls of the driver that some work makes, each with its path: the lines of the plugin that lead to it. Calls on
 * the same path are rounds of a loop.
 */
public final class CallPaths {

    private static final String PLUGIN = "sc.fiji.invertibility.";

    /** The path of each call, in their order. */
    private final List<String> paths;

    private CallPaths(List<String> paths) {
        this.paths = paths;
    }

    /**
     * Runs some work on a driver that works.
     *
     * @param work what calls the driver, the same calls each time
     */
    public static CallPaths of(Runnable work) {
        List<String> paths = new ArrayList<>();
        DriverCall.letFail(() -> {
            paths.add(path());
            return 0;
        });
        try {
            work.run();
        } finally {
            DriverCall.letFail(null);
        }
        return new CallPaths(List.copyOf(paths));
    }

    private static String path() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackFrame::toStackTraceElement)
                        .filter(frame -> frame.getClassName().startsWith(PLUGIN))
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" ")));
    }

    /** {@return how many calls there are} */
    public int count() {
        return paths.size();
    }

    /** {@return the numbers of all calls, from 1 on} */
    public Collection<Integer> all() {
        return IntStream.rangeClosed(1, count()).boxed().toList();
    }

    /**
     * {@return the first, the second and the last call on each path, from 1 on and in their order: a loop's first round
     * prepares the others, its second one has all from the first, and after its last one something else begins}
     */
    public Collection<Integer> ofEachPath() {
        Map<String, List<Integer>> rounds = new HashMap<>();
        for (int n : all())
            rounds.computeIfAbsent(paths.get(n - 1), path -> new ArrayList<>()).add(n);
        TreeSet<Integer> calls = new TreeSet<>();
        for (List<Integer> each : rounds.values()) {
            calls.add(each.get(0));
            calls.add(each.get(Math.min(1, each.size() - 1)));
            calls.add(each.get(each.size() - 1));
        }
        return calls;
    }
}
