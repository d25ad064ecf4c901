package sc.fiji.invertibility.dialog;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.BrowserLauncher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.swing.JPanel;
import org.scijava.module.ModuleItem;

/**
 * A command's dialog: the few parameters that everybody needs, and the others on demand. Those without effect cannot be
 * changed. The last line estimates the memory and time that the command will need. The dialog stays open until the
 * values can be used.
 */
final class ParameterDialog {

    private static final String QUALITY = "quality";

    private final Function<Map<String, Object>, Advice> adviser;
    private final Map<String, Object> defaults;
    private final List<String> keys = new ArrayList<>();
    private final List<String> essentials;
    private final ParameterForm form;
    private final Presets presets;
    private final OfferedImages images;
    private final PreviewPane preview;
    private final DialogWindow window;
    private final Newest<String> costs = new Newest<>(this::showCost);
    private final Newest<Map<String, List<String>>> suggestions = new Newest<>(this::offer);
    private final CountDownLatch closed = new CountDownLatch(1);
    private Map<String, Object> answer;
    private boolean changing;

    ParameterDialog(
            List<ModuleItem<?>> items,
            Map<String, Object> defaults,
            Function<Map<String, Object>, Advice> adviser,
            PreviewPane preview) {
        this.defaults = defaults;
        this.adviser = adviser;
        this.preview = preview;
        Advice advice = adviser.apply(defaults);
        items.forEach(item -> keys.add(item.getName()));
        form = new ParameterForm(items, this::changed);
        images = new OfferedImages(form.field("image"));
        presets = new Presets(advice.presets(), form);
        essentials = new ArrayList<>(advice.essentials().isEmpty() ? keys : advice.essentials());
        essentials.removeIf(key -> !keys.contains(key)
                && !(key.equals(QUALITY) && !advice.presets().isEmpty()));
        List<String> others = new ArrayList<>(keys);
        others.removeAll(essentials);
        JPanel more = form.panel(others, "", null);
        more.setVisible(false);
        window = new DialogWindow(
                advice.name(),
                List.of(form.panel(essentials, QUALITY, presets.component()), preview.component(), more),
                this::stop,
                () -> listImages(null));
        addButtons(advice.page(), others.isEmpty() ? null : more);
    }

    /**
     * @param more what a box shows and hides, or null
     */
    private void addButtons(String page, JPanel more) {
        if (preview.isPossible())
            window.addBox("Preview", shown -> {
                preview.setShown(shown);
                changed();
            });
        if (more != null)
            window.addBox("More", shown -> {
                more.setVisible(shown);
                changed();
            });
        window.addGap();
        window.addButton("Help", () -> open(page));
        window.addButton("Reset", () -> form.show(defaults));
        window.addButton("Cancel", window::close);
        window.addDefaultButton("OK", this::accept);
    }

    private void stop() {
        costs.stop();
        suggestions.stop();
        preview.stop();
        closed.countDown();
    }

    private void showCost(String text) {
        window.setCost(text);
    }

    private static void open(String page) {
        try {
            BrowserLauncher.openURL(page);
        } catch (IOException e) {
            IJ.log(page);
        }
    }

    /** Shows the dialog with these values, and waits; empty unless the user presses OK. */
    Optional<Map<String, Object>> ask(Map<String, Object> values, ImagePlus image) throws InterruptedException {
        Swing.run(() -> {
            form.show(values);
            listImages(image);
            changed();
            window.show();
        });
        closed.await();
        return Optional.ofNullable(answer);
    }

    private void listImages(ImagePlus asked) {
        changing = true;
        Optional<String> remark = images.list(asked);
        changing = false;
        if (remark.isEmpty()) return;
        window.setRemark(remark.get());
        changed();
    }

    private void changed() {
        if (changing) return;
        changing = true;
        Map<String, Object> values = used();
        form.idle(adviser.apply(form.values()).idle(), essentials);
        presets.follow(values);
        window.setProblem(null);
        costs.ask(() -> adviser.apply(values).cost());
        suggestions.ask(() -> suggestions(values));
        preview.ask(values);
        window.fit();
        changing = false;
    }

    private Map<String, List<String>> suggestions(Map<String, Object> values) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String key : keys)
            if (form.field(key) instanceof TextField)
                found.put(key, adviser.apply(values).suggestions(key));
        return found;
    }

    private void offer(Map<String, List<String>> found) {
        changing = true;
        found.forEach((key, values) -> form.field(key).offer(values));
        changing = false;
    }

    /** The values of the form; parameters without effect have their defaults. */
    private Map<String, Object> used() {
        Map<String, Object> values = form.values();
        for (String key : adviser.apply(values).idle().keySet())
            if (values.containsKey(key)) values.put(key, defaults.get(key));
        return values;
    }

    private void accept() {
        Map<String, Object> values = used();
        try {
            if (values.get("image") instanceof ImagePlus image) images.requireOpen(image);
            adviser.apply(values).check();
        } catch (IllegalArgumentException e) {
            listImages(null);
            window.setProblem(e.getMessage());
            window.fit();
            return;
        }
        answer = values;
        window.close();
    }
}
