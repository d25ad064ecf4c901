package sc.fiji.invertibility.headless;

import ij.ImagePlus;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scijava.Cancelable;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * One run of one command, without SciJava's pre- and postprocessors: nothing is loaded from or saved to the
 * user's preferences, so that the same line gives the same result on every machine.
 */
final class Job {

    private final Module module;
    private final List<ModuleItem<?>> items;
    private final Map<String, File> files = new LinkedHashMap<>();

    private Job(Module module) {
        this.module = module;
        this.items = Manual.settable(module.getInfo());
    }

    /** Gives a fresh instance of a command the values of these keys; images are opened here. */
    static Job prepare(Module module, Map<String, String> values) throws BadInputException {
        Job job = new Job(module);
        job.checkKeys(values);
        // Numbers and names first: a typing error should not wait for a large image to load.
        for (ModuleItem<?> item : job.items)
            if (!isImage(item) && values.containsKey(item.getName())) job.fill(item, values.get(item.getName()));
        for (ModuleItem<?> item : job.items) if (isImage(item)) job.open(item, values.get(item.getName()));
        return job;
    }

    /** Runs the command on the calling thread; if it cancels, its reason is the bad input's sentence. */
    Module run() throws BadInputException, MethodCallException {
        module.initialize();
        for (ModuleItem<?> item : items) item.initialize(module);
        for (ModuleItem<?> item : items) item.validate(module);
        checkNotCanceled();
        module.run();
        checkNotCanceled();
        return module;
    }

    /** Every key with its value, given or default; files and images by their paths. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (ModuleItem<?> item : items) {
            File file = files.get(item.getName());
            Object value = module.getInput(item.getName());
            boolean plain = value instanceof Number || value instanceof Boolean || value == null;
            parameters.put(item.getName(), file != null ? file.getPath() : plain ? value : value.toString());
        }
        return parameters;
    }

    /** The files read, by their keys. */
    Map<String, File> files() {
        return files;
    }

    private void checkKeys(Map<String, String> values) throws BadInputException {
        List<String> keys = items.stream().map(ModuleItem::getName).collect(Collectors.toList());
        for (String key : values.keySet())
            if (!keys.contains(key))
                throw new BadInputException("unknown key '" + key + "'" + Spelling.hint(key, keys) + "; the keys are: "
                        + String.join(", ", keys) + ", out");
    }

    private void fill(ModuleItem<?> item, String text) throws BadInputException {
        Object value = ParameterText.parse(item, text);
        if (value instanceof File) files.put(item.getName(), (File) value);
        module.setInput(item.getName(), value);
    }

    private void open(ModuleItem<?> item, String path) throws BadInputException {
        String key = item.getName();
        if (path == null && !item.isRequired()) return;
        if (path == null || path.isEmpty())
            throw new BadInputException(key + ": no image is given; expected " + key + "=PATH");
        module.setInput(key, ImageFile.open(key, path));
        files.put(key, new File(path));
    }

    private void checkNotCanceled() throws BadInputException {
        Cancelable command = (Cancelable) module;
        if (!command.isCanceled()) return;
        String reason = command.getCancelReason();
        throw new BadInputException(reason == null || reason.isBlank() ? "the command was cancelled" : reason);
    }

    private static boolean isImage(ModuleItem<?> item) {
        return ImagePlus.class.isAssignableFrom(item.getType());
    }
}
