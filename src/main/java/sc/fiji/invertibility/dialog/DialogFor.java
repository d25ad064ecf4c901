package sc.fiji.invertibility.dialog;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** Asks for the keys of a command in a dialog, which begins with the values that were typed in the last time. */
public final class DialogFor {

    private final Module module;
    private final List<ModuleItem<?>> items = new ArrayList<>();
    private final Function<Map<String, Object>, Advice> adviser;
    private Function<Map<String, Object>, ImagePlus> preview;

    /**
     * Prepares a dialog.
     *
     * @param module the command, whose keys have their defaults
     * @param items the keys that are asked for
     * @param adviser makes a command of this kind whose keys have the given values
     */
    public DialogFor(Module module, List<ModuleItem<?>> items, Function<Map<String, Object>, Advice> adviser) {
        this.module = module;
        this.items.addAll(items);
        this.adviser = adviser;
    }

    /**
     * Adds a preview.
     *
     * @param command makes of values, the image among them, what is shown beside that image; null where they cannot be
     *     used
     * @return this dialog
     */
    public DialogFor withPreview(Function<Map<String, Object>, ImagePlus> command) {
        preview = command;
        return this;
    }

    /**
     * Shows the dialog and waits until it is closed.
     *
     * @param image the image that is asked for, or null for the active one
     * @return the values, or nothing if the user cancelled
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Optional<Map<String, Object>> ask(ImagePlus image) throws InterruptedException {
        Map<String, Object> defaults = new LinkedHashMap<>();
        for (ModuleItem<?> item : items) defaults.put(item.getName(), module.getInput(item.getName()));
        defaults.remove("image");
        LastValues last = new LastValues(module.getDelegateObject().getClass());
        Map<String, Object> begin = new LinkedHashMap<>(defaults);
        begin.putAll(last.of(module));
        ParameterDialog[] made = new ParameterDialog[1];
        Swing.run(() -> made[0] = new ParameterDialog(items, defaults, adviser, new PreviewPane(preview)));
        Optional<Map<String, Object>> answer = made[0].ask(begin, image);
        answer.ifPresent(last::keep);
        return answer;
    }
}
