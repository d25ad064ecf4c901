package sc.fiji.invertibility.command.explore;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The error over the percentage kept, as far as it is known, with all other settings fixed. */
final class KeepCurve {

    private static final List<Double> MEASURED_AT = Arrays.asList(100.0, 50.0, 25.0, 10.0, 5.0, 2.0, 1.0);

    private final SortedMap<Double, Double> errors = new TreeMap<>();
    private Settings settings;
    private Part part;

    /** Takes a result; forgets the others if anything but the percentage has changed. */
    void add(Comparison comparison) {
        Settings rest = comparison.settings().withKeep(100);
        if (!rest.equals(settings) || !comparison.part().equals(part)) errors.clear();
        settings = rest;
        part = comparison.part();
        errors.put(comparison.settings().keep(), comparison.relativeError());
    }

    /** The percentages that are still to be measured. */
    List<Double> missing() {
        return MEASURED_AT.stream().filter(keep -> !errors.containsKey(keep)).toList();
    }

    /** {@return a copy of the known errors} */
    SortedMap<Double, Double> errors() {
        return new TreeMap<>(errors);
    }
}
