package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All work-items of all groups pass all barriers of the kernels for GPUs. OpenCL would allow that a whole group leaves some
 * out, but PoCL 3.1 then corrupts memory.
 */
class BarriersTest {

    private static final Pattern MACRO = Pattern.compile("(?m)^#define (\\w+)(\\([^)]*\\))?(.*)$");
    private static final Pattern FUNCTION = Pattern.compile("(?m)^(inline \\w+|void|.*\\S void) (\\w+)\\(");
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern CONDITION = Pattern.compile("\\bif \\(|\\belse\\b(?! if)");

    private enum Kind {
        MACRO,
        FUNCTION,
        KERNEL
    }

    /** What a macro, a function or a kernel consists of. */
    private record Body(String name, Kind kind, String text) {

        /** Where names of a set occur. */
        List<Integer> of(Set<String> names) {
            return NAME.matcher(text)
                    .results()
                    .filter(found -> names.contains(found.group()))
                    .map(found -> found.start())
                    .toList();
        }
    }

    @Test
    void noKernelReturnsBeforeABarrierOrHasOneUnderACondition() throws IOException {
        List<Body> bodies = new ArrayList<>();
        for (String file : files()) bodies.addAll(bodies(file));
        List<String> mistakes = mistakes(bodies);
        assertTrue(bodies.size() > 100, "the files are read");
        assertEquals(List.of(), mistakes);
    }

    @Test
    void mistakesAreFound() {
        String wait = "#define WAIT barrier(1)\n#define LEAVE if (x > 1) return;\n";
        assertEquals(
                List.of("f", "g", "h"),
                mistakes(bodies(wait
                        + "__kernel void f(int x) { if (x > 1) return; WAIT; }\n"
                        + "__kernel void g(int x) { LEAVE WAIT; }\n"
                        + "__kernel void h(int x) { if (x > 1) { x++; WAIT; } }\n"
                        + "__kernel void right(int x) { WAIT; if (x > 1) x++; LEAVE }\n"
                        + "inline int sum(int x) { WAIT; return x; }\n"
                        + "inline int twice(int x) { return sum(x); }\n")));
    }

    private static List<String> mistakes(List<Body> bodies) {
        Set<String> waiting = closure(bodies, "barrier", EnumSet.of(Kind.MACRO, Kind.FUNCTION));
        Set<String> leaving = closure(bodies, "return", EnumSet.of(Kind.MACRO));
        return bodies.stream()
                .filter(body -> returnsBefore(body, waiting, leaving) || mayLeaveOut(body, waiting))
                .map(Body::name)
                .toList();
    }

    /** A name, and the names of all of some kinds whose bodies use one of these. */
    private static Set<String> closure(List<Body> bodies, String name, Set<Kind> kinds) {
        Set<String> all = new HashSet<>(Set.of(name));
        int before;
        do {
            before = all.size();
            for (Body body : bodies)
                if (kinds.contains(body.kind) && !body.of(all).isEmpty()) all.add(body.name);
        } while (all.size() > before);
        return all;
    }

    /** A value is computed before it is returned. */
    private static boolean returnsBefore(Body body, Set<String> waiting, Set<String> leaving) {
        int last = body.of(waiting).stream().max(Comparator.naturalOrder()).orElse(-1);
        return body.of(leaving).stream()
                .map(at -> body.text().startsWith("return", at) ? body.text().indexOf(';', at) : at)
                .anyMatch(at -> at < last);
    }

    private static boolean mayLeaveOut(Body body, Set<String> waiting) {
        List<Integer> barriers = body.of(waiting);
        return CONDITION.matcher(body.text()).results().anyMatch(condition -> {
            String text = body.text();
            int begin = condition.end();
            if (condition.group().endsWith("(")) begin = closing(text, condition.end() - 1, '(', ')') + 1;
            int end = text.substring(begin).stripLeading().startsWith("{")
                    ? closing(text, text.indexOf('{', begin), '{', '}')
                    : Math.max(begin, text.indexOf(';', begin));
            int from = begin;
            return barriers.stream().anyMatch(at -> at >= from && at <= end);
        });
    }

    private static int closing(String text, int first, char open, char close) {
        int depth = 0;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) == open) depth++;
            if (text.charAt(i) == close && --depth == 0) return i;
        }
        return text.length();
    }

    private static List<Body> bodies(String source) {
        String text = source.replaceAll("//.*", "").replace("\\\n", " ");
        List<Body> bodies = new ArrayList<>();
        for (Matcher macro = MACRO.matcher(text); macro.find(); )
            bodies.add(new Body(macro.group(1), Kind.MACRO, macro.group(3)));
        String functions = text.replaceAll("(?m)^#.*$", "");
        for (Matcher function = FUNCTION.matcher(functions); function.find(); ) {
            int begin = functions.indexOf('{', function.end());
            Kind kind = function.group(1).endsWith(" void") ? Kind.KERNEL : Kind.FUNCTION;
            bodies.add(
                    new Body(function.group(2), kind, functions.substring(begin, closing(functions, begin, '{', '}'))));
        }
        return bodies;
    }

    private static List<String> files() throws IOException {
        Path folder =
                Path.of("src/main/resources", GpuDevice.class.getPackageName().replace('.', '/'));
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".cl")).toList())
                files.add(Files.readString(file));
        }
        return files;
    }
}
