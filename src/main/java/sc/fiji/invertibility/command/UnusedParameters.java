package sc.fiji.invertibility.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Parameters that have a meaning only with other choices than the user's. If one of them is set, the user should be told
 * that it has no effect.
 *
 * @param <C> the command
 */
final class UnusedParameters<C> {

    private final Map<String, Function<C, Object>> values = new LinkedHashMap<>();

    UnusedParameters<C> with(String key, Function<C, Object> value) {
        values.put(key, value);
        return this;
    }

    /**
     * Reports which of the parameters were set in vain.
     *
     * @param choice the choice that does not use them
     * @param untouched a command whose parameters have their defaults
     * @return a sentence, or empty if all have their defaults
     */
    Optional<String> unused(String choice, C command, C untouched) {
        String parameters = values.entrySet().stream()
                .filter(key ->
                        isChanged(key.getValue().apply(command), key.getValue().apply(untouched)))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return parameters.isEmpty()
                ? Optional.empty()
                : Optional.of(choice + " has no use for " + parameters + ": ignored");
    }

    /** Choices ignore case. */
    private static boolean isChanged(Object value, Object usual) {
        return value instanceof String text ? !text.equalsIgnoreCase((String) usual) : !usual.equals(value);
    }
}
