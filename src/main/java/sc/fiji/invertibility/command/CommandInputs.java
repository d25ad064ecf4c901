package sc.fiji.invertibility.command;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/**
 * The inputs of a command in the order of its dialog. SciJava itself lists those of superclasses first, and
 * describes each only as its field declares it.
 */
public final class CommandInputs {

    private CommandInputs() {}

    /**
     * Lists the inputs as {@link Position}, {@link Redefine} and {@link Without} arrange them, hidden ones last.
     *
     * @param info the command
     * @return its inputs, services included
     */
    public static List<ModuleItem<?>> of(ModuleInfo info) {
        List<ModuleItem<?>> inputs = new ArrayList<>();
        Set<Class<?>> classes = new HashSet<>();
        int next = 0;
        for (ModuleItem<?> item : info.inputs()) {
            if (!(item instanceof CommandModuleItem<?> declared)) {
                inputs.add(item);
                continue;
            }
            Field field = declared.getField();
            Position position = field.getAnnotation(Position.class);
            if (position != null) next = index(inputs, position, field);
            else if (!classes.contains(field.getDeclaringClass())) next = inputs.size();
            classes.add(field.getDeclaringClass());
            inputs.add(next++, item);
        }
        return classes.isEmpty() ? inputs : redefined(inputs, command(info));
    }

    private static int index(List<ModuleItem<?>> inputs, Position position, Field field) {
        boolean before = !position.before().isEmpty();
        String neighbour = before ? position.before() : position.after();
        for (int i = 0; i < inputs.size(); i++)
            if (inputs.get(i).getName().equals(neighbour)) return before ? i : i + 1;
        throw new IllegalStateException(field + " has a position beside '" + neighbour + "', which is not inherited");
    }

    private static Class<?> command(ModuleInfo info) {
        try {
            return info.loadDelegateClass();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ModuleItem<?>> redefined(List<ModuleItem<?>> inputs, Class<?> command) {
        Map<String, Redefine> redefinitions = new HashMap<>();
        Set<String> dropped = new HashSet<>();
        for (Class<?> type = command; type != null; type = type.getSuperclass()) {
            for (Redefine each : type.getDeclaredAnnotationsByType(Redefine.class))
                redefinitions.putIfAbsent(each.parameter(), each);
            Without without = type.getDeclaredAnnotation(Without.class);
            if (without != null) dropped.addAll(List.of(without.value()));
        }
        List<ModuleItem<?>> arranged = new ArrayList<>(), hidden = new ArrayList<>();
        for (ModuleItem<?> item : inputs) {
            if (dropped.contains(item.getName())) continue;
            Redefine redefinition = redefinitions.get(item.getName());
            ModuleItem<?> own = redefinition == null ? item : new RedefinedInput<>(item, redefinition);
            (own.getVisibility() == ItemVisibility.INVISIBLE ? hidden : arranged).add(own);
        }
        arranged.addAll(hidden);
        return arranged;
    }
}
