package sc.fiji.invertibility.dialog;

import ij.Prefs;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** The values last typed into a command's dialog. Only dialogs use them: a macro depends on nothing but itself. */
final class LastValues {

    private final String prefix;

    /** Those of a command. */
    LastValues(Class<?> command) {
        this.prefix = "invertibility." + command.getSimpleName() + ".";
    }

    void keep(Map<String, Object> values) {
        values.forEach((key, value) -> {
            if (isKept(value)) Prefs.set(prefix + key, value == null ? "" : value.toString());
        });
    }

    private static boolean isKept(Object value) {
        return value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof File;
    }

    /** The values last used, as far as they are still allowed. */
    Map<String, Object> of(Module module) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ModuleItem<?> item : module.getInfo().inputs()) {
            String text = Prefs.get(prefix + item.getName(), null);
            if (text == null) continue;
            Object value = ValueReader.read(item, text);
            if (value != null) values.put(item.getName(), value);
        }
        return values;
    }
}
