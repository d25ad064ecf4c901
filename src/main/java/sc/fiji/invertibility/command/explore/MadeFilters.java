package sc.fiji.invertibility.command.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.invertibility.command.FilterFamily;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Filters that need no file.
 *
 * @param family a family that needs no file
 */
record MadeFilters(FilterFamily family) implements LayerFilters {

    static final MadeFilters GAUSSIAN = new MadeFilters(FilterFamily.GAUSSIAN);

    /** All families that need no file. */
    static List<MadeFilters> all() {
        return Stream.of(FilterFamily.values())
                .filter(family -> family != FilterFamily.IMPORTED)
                .map(MadeFilters::new)
                .toList();
    }

    @Override
    public String label() {
        return family.label();
    }

    @Override
    public List<String> layers() {
        return List.of();
    }

    @Override
    public String describe(Settings settings) {
        return (family == FilterFamily.GAUSSIAN ? "" : "up to ") + settings.count() + " " + label() + " filters of "
                + settings.size() + "×" + settings.size();
    }

    @Override
    public Map<String, String> parameters(Settings settings) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("filters", label());
        parameters.put("count", String.valueOf(settings.count()));
        parameters.put("size", String.valueOf(settings.size()));
        if (family == FilterFamily.GAUSSIAN) parameters.put("seed", String.valueOf(Settings.SEED));
        return parameters;
    }

    @Override
    public FilterBank bank(Settings settings, int channels) {
        return family.bank(settings.count(), channels, settings.size(), Settings.SEED);
    }
}
