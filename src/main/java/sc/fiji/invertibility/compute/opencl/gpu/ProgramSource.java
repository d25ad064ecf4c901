package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A program, of the kernels of one theme.
 *
 * @param files where it is found, beside this class; what others need comes first
 * @param options of the compiler
 * @param hash of the other two, since programs are looked up for every launch
 */
record ProgramSource(List<String> files, String options, int hash) {

    private ProgramSource(List<String> files, String options) {
        this(files, options, 31 * files.hashCode() + options.hashCode());
    }

    /**
     * Returns a program.
     *
     * @param file the theme's kernels
     * @param definitions names and values, in turn
     */
    static ProgramSource of(String file, Object... definitions) {
        return new ProgramSource(List.of("common.cl", file), options(definitions));
    }

    /** {@return this with the kernels of another file before its last one} */
    ProgramSource after(String file) {
        List<String> all = Stream.of(files.subList(0, files.size() - 1), List.of(file), List.of(name()))
                .flatMap(List::stream)
                .toList();
        return new ProgramSource(all, options);
    }

    /** {@return what an error calls it} */
    String name() {
        return files.get(files.size() - 1);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    private static String options(Object[] definitions) {
        return IntStream.range(0, definitions.length / 2)
                .mapToObj(i -> " -D " + definitions[2 * i] + "=" + definitions[2 * i + 1])
                .collect(Collectors.joining());
    }
}
