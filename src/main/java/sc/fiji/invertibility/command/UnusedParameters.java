package sc.fiji.invertibility.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Parameters that have a meaning only with other choices than the user's. Who set one of them should hear
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
     * Says which of the parameters were changed for nothing.
     *
     * @param choice what has no use for them
     * @param untouched a command whose parameters have their defaults
     * @return a sentence, or nothing if all have their defaults
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

    /** Choices are read whatever their case. */
    private static boolean isChanged(Object value, Object usual) {
        return value instanceof String text ? !text.equalsIgnoreCase((String) usual) : !usual.equals(value);
    }
}
