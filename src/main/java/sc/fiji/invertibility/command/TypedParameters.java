package sc.fiji.invertibility.command;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;

/**
 * The parameters that a user typed in a macro or a shell, compared with those of the command: one that it does not
 * have, or that has no effect, is an error. Naming only a weight file means imported filters.
 */
final class TypedParameters {

    private final ParameterisedCommand command;
    private final Set<String> typed;
    private final CommandInfo info;
    private final CommandModule module;

    /**
     * The parameters of a command.
     *
     * @param typed those that the user wrote, in lower case; empty where that is not known
     */
    TypedParameters(ParameterisedCommand command, Set<String> typed) {
        this.command = command;
        this.typed = typed;
        this.info = new CommandInfo(command.getClass());
        this.module = new CommandModule(info, command);
    }

    /** Those of some parameters that do not have their defaults, in the order of the dialog. */
    static List<String> changed(ParameterisedCommand command, Collection<String> parameters) {
        TypedParameters all = new TypedParameters(command, Set.of());
        List<String> changed = new ArrayList<>();
        for (ModuleItem<?> item : CommandInputs.of(all.info))
            if (parameters.contains(item.getName()) && !all.isDefault(item.getName())) changed.add(item.getName());
        return changed;
    }

    /**
     * Refuses what the command does not have.
     *
     * @throws IllegalArgumentException if a parameter is unknown
     */
    void refuseUnknown() {
        List<ModuleItem<?>> known =
                CommandInputs.of(info).stream().filter(MacroRecording::isInput).toList();
        for (String key : typed)
            if (known.stream().noneMatch(item -> item.getName().equals(key)))
                throw new IllegalArgumentException(
                        key + ": " + command.name() + "... has no such parameter, expected one of: " + shown(known));
    }

    private static String shown(List<ModuleItem<?>> parameters) {
        return parameters.stream()
                .filter(MacroRecording::isShown)
                .map(ModuleItem::getName)
                .collect(Collectors.joining(", "));
    }

    /** Chooses imported filters where a file of weights is named and filters are not. */
    void importWhereAFileIsNamed() {
        if (info.getInput("filters") == null || info.getInput("weights") == null) return;
        boolean named = module.getInput("weights") instanceof File file
                && !file.getPath().isBlank();
        if (!named || typed.contains("filters") || !isDefault("filters")) return;
        module.setInput("filters", FilterFamily.IMPORTED.toString());
        command.inform("filters: 'Imported', as weights names a file");
    }

    /**
     * Refuses parameters without effect.
     *
     * @param strictly whether also one that says what holds anyway. Macros that earlier versions recorded name every
     *     parameter
     * @throws IllegalArgumentException if there is one
     */
    void refuseIdle(boolean strictly) {
        for (Map.Entry<String, String> idle : command.ineffective().reasons().entrySet()) {
            String key = idle.getKey();
            if (info.getInput(key) == null) continue;
            boolean said = strictly && typed.contains(key);
            // The active image is filled in where nobody named one.
            if (!said && (key.equals("image") || isDefault(key))) continue;
            throw new IllegalArgumentException(
                    key + ": has no effect because " + idle.getValue() + "; expected it to be left out");
        }
    }

    private boolean isDefault(String key) {
        Object usual = new CommandModule(info, command.untouched()).getInput(key), value = module.getInput(key);
        if (value instanceof String text && usual instanceof String other)
            return text.strip().equalsIgnoreCase(other);
        if (value instanceof File file && file.getPath().isBlank()) value = null;
        if (value == null && usual instanceof String other) return other.isEmpty();
        return Objects.equals(value, usual);
    }
}
