package sc.fiji.invertibility.dialog;

import java.io.File;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

/** Reads values of parameters from text, as macros and preferences keep them. */
public final class ValueReader {

    private ValueReader() {}

    /**
     * Reads a value.
     *
     * @param item the parameter
     * @param text what {@link Object#toString} makes of a value
     * @return the value, of the parameter's own type; null if the text has no such value, or it is none of the choices
     */
    public static Object read(ModuleItem<?> item, String text) {
        Class<?> type = Types.box(item.getType());
        try {
            if (type == String.class) return isChoice(item, text) ? text : null;
            if (type == Boolean.class) return Boolean.valueOf(text);
            if (type == Integer.class) return Integer.valueOf(text);
            if (type == Long.class) return Long.valueOf(text);
            if (type == Double.class) return Double.valueOf(text);
            return type == File.class && !text.isEmpty() ? new File(text) : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static boolean isChoice(ModuleItem<?> item, String text) {
        return item.getChoices() == null
                || item.getChoices().isEmpty()
                || item.getChoices().contains(text);
    }
}
