package sc.fiji.invertibility.dialog;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.BrowserLauncher;
import java.awt.Color;
import java.awt.Frame;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.WindowConstants;
import org.scijava.module.ModuleItem;

/**
 * A command's dialog: the few keys that everybody needs, and the others on demand. Keys without effect cannot be changed. The
 * last line estimates the memory and time that the command will need. The dialog stays open until the values can be used.
 */
final class ParameterDialog {

    private static final String QUALITY = "quality";

    private final JDialog dialog = new JDialog((Frame) null);
    private final Function<Map<String, Object>, Advice> adviser;
    private final Map<String, Object> defaults;
    private final List<String> keys = new ArrayList<>();
    private final List<String> essentials;
    private final ParameterForm form;
    private final Presets presets;
    private final Advice advice;
    private final JPanel more;
    private final JLabel remark = new JLabel(), cost = new JLabel(" "), problem = new JLabel();
    private final Newest<String> costs = new Newest<>(text -> cost.setText(text.isEmpty() ? " " : text));
    private final Newest<Map<String, List<String>>> suggestions = new Newest<>(this::offer);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final PreviewPane preview;
    private final Set<ImagePlus> wereOpen = new HashSet<>();
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
        advice = adviser.apply(defaults);
        items.forEach(item -> keys.add(item.getName()));
        form = new ParameterForm(items, this::changed);
        presets = new Presets(advice.presets(), form);
        essentials = new ArrayList<>(advice.essentials().isEmpty() ? keys : advice.essentials());
        essentials.removeIf(key -> !keys.contains(key)
                && !(key.equals(QUALITY) && !advice.presets().isEmpty()));
        List<String> others = new ArrayList<>(keys);
        others.removeAll(essentials);
        more = form.panel(others, "", null);
        more.setVisible(false);
        build(!others.isEmpty());
    }

    private void build(boolean hasMore) {
        JPanel column = new JPanel();
        column.setLayout(new BoxLayout(column, BoxLayout.Y_AXIS));
        column.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
        problem.setForeground(new Color(0xb00020));
        for (JComponent part : new JComponent[] {
            remark,
            form.panel(essentials, QUALITY, presets.component()),
            preview.component(),
            more,
            cost,
            problem,
            buttons(hasMore)
        }) {
            part.setAlignmentX(0);
            column.add(part);
        }
        dialog.setTitle(advice.name());
        dialog.setContentPane(column);
        dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        dialog.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                costs.stop();
                suggestions.stop();
                preview.stop();
                closed.countDown();
            }

            @Override
            public void windowActivated(WindowEvent event) {
                listImages(null);
            }
        });
    }

    private JPanel buttons(boolean hasMore) {
        JPanel row = new JPanel();
        row.setLayout(new BoxLayout(row, BoxLayout.X_AXIS));
        row.setBorder(BorderFactory.createEmptyBorder(8, 0, 0, 0));
        if (preview.isPossible()) row.add(box("Preview", preview::setShown));
        if (hasMore) row.add(box("More", more::setVisible));
        row.add(Box.createHorizontalGlue());
        row.add(button("Help", () -> open(advice.page())));
        row.add(button("Reset", () -> form.show(defaults)));
        row.add(button("Cancel", dialog::dispose));
        JButton run = button("OK", this::accept);
        dialog.getRootPane().setDefaultButton(run);
        row.add(run);
        return row;
    }

    private JCheckBox box(String name, Consumer<Boolean> show) {
        JCheckBox box = new JCheckBox(name);
        box.setName(name);
        box.addActionListener(event -> {
            show.accept(box.isSelected());
            changed();
        });
        return box;
    }

    private static JButton button(String name, Runnable action) {
        JButton button = new JButton(name);
        button.setName(name);
        button.addActionListener(event -> action.run());
        return button;
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
            dialog.pack();
            dialog.setLocationByPlatform(true);
            dialog.setVisible(true);
        });
        closed.await();
        return Optional.ofNullable(answer);
    }

    private void listImages(ImagePlus asked) {
        if (!(form.field("image") instanceof ImageField field)) return;
        ImageChoice choice = ImageChoice.around(asked);
        Object before = field.value();
        boolean stays = before != null && asked == null;
        List<ImagePlus> images = new ArrayList<>(choice.images());
        for (ImagePlus image : images) if (WindowManager.getImage(image.getID()) != null) wereOpen.add(image);
        // If the image is closed meanwhile, another one must not silently take its place.
        if (stays && !images.contains(before)) images.add((ImagePlus) before);
        changing = true;
        field.list(images);
        if (!stays) field.show(choice.preferred());
        changing = false;
        if (stays) return;
        remark.setText(Wrapped.html(choice.remark()));
        changed();
    }

    private void changed() {
        if (changing) return;
        changing = true;
        Map<String, Object> values = used();
        form.idle(adviser.apply(form.values()).idle(), essentials);
        presets.follow(values);
        problem.setText(null);
        costs.ask(() -> adviser.apply(values).cost());
        suggestions.ask(() -> suggestions(values));
        preview.ask(values);
        if (dialog.isVisible()) dialog.pack();
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

    /** The values of the form; keys without effect have their defaults. */
    private Map<String, Object> used() {
        Map<String, Object> values = form.values();
        for (String key : adviser.apply(values).idle().keySet())
            if (values.containsKey(key)) values.put(key, defaults.get(key));
        return values;
    }

    /** A closed image may still have its pixels if a command is working on them. */
    private void requireOpen(ImagePlus image) {
        boolean open = WindowManager.getImage(image.getID()) != null;
        if (!open && (wereOpen.contains(image) || image.getStack().size() == 0))
            throw new IllegalArgumentException(
                    "image: '" + image.getTitle() + "' was closed while the dialog was open");
    }

    private void accept() {
        Map<String, Object> values = used();
        try {
            if (values.get("image") instanceof ImagePlus image) requireOpen(image);
            adviser.apply(values).check();
        } catch (IllegalArgumentException e) {
            listImages(null);
            problem.setText(Wrapped.html(e.getMessage()));
            dialog.pack();
            return;
        }
        answer = values;
        dialog.dispose();
    }
}
