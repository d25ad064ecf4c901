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
final class OtherKeys<C> {

    private final Map<String, Function<C, Object>> values = new LinkedHashMap<>();

    OtherKeys<C> with(String key, Function<C, Object> value) {
        values.put(key, value);
        return this;
    }

    /**
     * Says which of the keys were changed for nothing.
     *
     * @param choice what has no use for them
     * @param untouched a command whose keys have their defaults
     * @return a sentence, or nothing if all have their defaults
     */
    Optional<String> unused(String choice, C command, C untouched) {
        String keys = values.entrySet().stream()
                .filter(key ->
                        isChanged(key.getValue().apply(command), key.getValue().apply(untouched)))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return keys.isEmpty() ? Optional.empty() : Optional.of(choice + " has no use for " + keys + ": ignored");
    }

    /** Choices are read whatever their case. */
    private static boolean isChanged(Object value, Object usual) {
        return value instanceof String text ? !text.equalsIgnoreCase((String) usual) : !usual.equals(value);
    }
}
