package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The source of a program: related kernels and the options to build them with.
 *
 * @param files the names of its files beside this class; a file comes after those it needs
 * @param options the compiler's options
 * @param hash the hash code of the other two, kept because programs are looked up for every launch
 */
record ProgramSource(List<String> files, String options, int hash) {

    private ProgramSource(List<String> files, String options) {
        this(files, options, 31 * files.hashCode() + options.hashCode());
    }

    /**
     * Returns a program.
     *
     * @param file the name of the file with the kernels
     * @param definitions names of macros, each followed by its value
     */
    static ProgramSource of(String file, Object... definitions) {
        return new ProgramSource(List.of("definitions.cl", "common.cl", file), options(definitions));
    }

    /** {@return this with another file inserted before its last one} */
    ProgramSource after(String file) {
        List<String> all = Stream.of(files.subList(0, files.size() - 1), List.of(file), List.of(name()))
                .flatMap(List::stream)
                .toList();
        return new ProgramSource(all, options);
    }

    /** {@return this with further macros, each followed by its value} */
    ProgramSource with(Object... definitions) {
        return new ProgramSource(files, options + options(definitions));
    }

    /** {@return its name in error messages} */
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
