package sc.fiji.invertibility.headless;

import ij.ImagePlus;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.scijava.Cancelable;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import sc.fiji.invertibility.command.InvertibilityCommand;

/**
 * One run of one command, without SciJava's pre- and postprocessors: nothing is loaded from or saved to the user's
 * preferences, so that the same command line gives the same result on every machine.
 */
final class Job {

    private final Module module;
    private final List<ModuleItem<?>> items;
    private final Map<String, File> files = new LinkedHashMap<>();
    private final Map<String, SourceName> names;
    private final Previews previews;

    private Job(Module module, Map<String, SourceName> names, Previews previews) {
        this.module = module;
        this.names = names;
        this.previews = previews;
        this.items = CommandParameters.of(module.getInfo());
    }

    /**
     * Sets these keys of a fresh instance of a command, except for images and {@link Previews#KEY}; files are recorded
     * under their {@code names} where they have such.
     */
    static Job of(Module module, Map<String, String> typed, Map<String, SourceName> names) throws BadInputException {
        Map<String, String> values = new LinkedHashMap<>(typed);
        Job job = new Job(module, names, Previews.of(values.remove(Previews.KEY)));
        job.checkNames(values);
        if (module.getDelegateObject() instanceof InvertibilityCommand command) command.typed(values.keySet(), true);
        for (ModuleItem<?> item : job.items) {
            String text = values.get(item.getName());
            if (CommandParameters.isImage(item)) job.name(item, text);
            else if (text != null) job.fill(item, text);
        }
        job.checkParameters();
        return job;
    }

    /** Opens the images; everything else has been checked by then, so that no typing error waits for a large file. */
    void openImages() throws BadInputException {
        for (ModuleItem<?> item : items)
            if (CommandParameters.isImage(item) && files.containsKey(item.getName())) {
                File file = files.get(item.getName());
                ImagePlus image = ImageFile.open(item.getName(), file);
                SourceName name = name(item.getName());
                if (!name.absolute().equals(file.getAbsolutePath())) name.writeTo(image);
                module.setInput(item.getName(), image);
            }
    }

    /** Which of the results get a preview. */
    Previews previews() {
        return previews;
    }

    /** The names of the images that the command can make, in its order. */
    List<String> imageNames() {
        return ResultFiles.imageNames(module.getInfo());
    }

    /** The images that are open. */
    List<ImagePlus> images() {
        List<ImagePlus> images = new ArrayList<>();
        for (ModuleItem<?> item : items)
            if (module.getInput(item.getName()) instanceof ImagePlus image) images.add(image);
        return images;
    }

    /** Runs the command on the calling thread; if it cancels, its reason becomes the message of a bad input. */
    Module run() throws BadInputException, MethodCallException {
        module.initialize();
        for (ModuleItem<?> item : items) item.initialize(module);
        for (ModuleItem<?> item : items) item.validate(module);
        checkNotCanceled();
        module.run();
        checkNotFailed();
        checkNotCanceled();
        return module;
    }

    /** The command's name in the menu. */
    String command() {
        return Catalogue.name(module.getInfo());
    }

    /** Every key with its value, given or default; files and images as paths. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (ModuleItem<?> item : items) {
            File file = files.get(item.getName());
            Object value = module.getInput(item.getName());
            boolean plain = value instanceof Number || value instanceof Boolean || value == null;
            parameters.put(
                    item.getName(), file != null ? name(item.getName()).typed() : plain ? value : value.toString());
        }
        return parameters;
    }

    /** The files read, by their keys. */
    Map<String, File> files() {
        return files;
    }

    /** What the record calls the file of a key. */
    SourceName name(String key) {
        File file = files.get(key);
        return names.getOrDefault(key, new SourceName(file.getPath(), file.getAbsolutePath()));
    }

    private void checkNames(Map<String, String> values) throws BadInputException {
        List<String> keys = items.stream().map(ModuleItem::getName).collect(Collectors.toList());
        List<String> shown = CommandParameters.shown(module.getInfo()).stream()
                .map(ModuleItem::getName)
                .toList();
        for (String key : values.keySet())
            if (!keys.contains(key))
                throw new BadInputException("unknown parameter '" + key + "'" + SpellingSuggestion.hint(key, keys)
                        + "; the parameters are: " + String.join(", ", shown) + ", out");
    }

    private void checkParameters() throws BadInputException {
        if (!(module.getDelegateObject() instanceof InvertibilityCommand command)) return;
        try {
            command.settleParameters();
        } catch (IllegalArgumentException refused) {
            throw new BadInputException(refused.getMessage(), refused);
        }
    }

    private void fill(ModuleItem<?> item, String text) throws BadInputException {
        Object value = ParameterText.parse(item, text);
        boolean read = value instanceof File && !ParameterText.isWritten(item);
        if (read) files.put(item.getName(), (File) value);
        // A result tells how it was made, which must be true in any folder.
        module.setInput(item.getName(), read ? ((File) value).getAbsoluteFile() : value);
    }

    private void name(ModuleItem<?> item, String path) throws BadInputException {
        if (path == null && !item.isRequired()) return;
        String key = item.getName();
        if (path == null || path.isEmpty())
            throw new BadInputException(key + ": no image is given; expected " + key + "=PATH");
        files.put(key, new File(path));
    }

    private void checkNotFailed() {
        if (!(module.getDelegateObject() instanceof InvertibilityCommand command)) return;
        Optional<Throwable> failure = command.failure();
        if (failure.isPresent()) throw new IllegalStateException(command.getCancelReason(), failure.get());
    }

    /** A command that gives no reason was not refused but stopped. */
    private void checkNotCanceled() throws BadInputException {
        Cancelable command = (Cancelable) module;
        if (!command.isCanceled()) return;
        String reason = command.getCancelReason();
        if (reason == null || reason.isBlank()) throw new CancellationException(Stopped.SENTENCE);
        throw new BadInputException(reason);
    }
}
