package sc.fiji.invertibility.command;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JRootPane;
import javax.swing.JScrollBar;
import javax.swing.JSpinner;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

/** Finds a dialog by its title, and does in it what a user does. */
final class DialogProbe {

    private final Dialog dialog;

    private DialogProbe(Dialog dialog) {
        this.dialog = dialog;
    }

    /** Waits for a visible dialog. */
    static DialogProbe await(String title) throws Exception {
        for (int i = 0; i < 1000; i++) {
            for (Window window : Window.getWindows())
                if (window instanceof Dialog dialog && dialog.isVisible() && title.equals(dialog.getTitle()))
                    return new DialogProbe(dialog);
            Thread.sleep(10);
        }
        throw new IllegalStateException("no dialog: " + title);
    }

    void awaitClosed() throws Exception {
        for (int i = 0; dialog.isVisible(); i++) {
            if (i > 1000) throw new IllegalStateException("still open: " + dialog.getTitle());
            Thread.sleep(10);
        }
    }

    /** The names of the fields that are seen, in their order; of those that cannot be changed with a dash in front. */
    List<String> fields() throws Exception {
        return onSwing(() -> {
            List<String> names = new ArrayList<>();
            for (Component part : all(dialog))
                if (part.getName() != null
                        && part.isShowing()
                        && !(part instanceof AbstractButton button
                                && !button.getText().isEmpty()))
                    if (part instanceof JComponent field && !part.getName().contains("."))
                        names.add((field.isEnabled() ? "" : "-") + field.getName());
            return names;
        });
    }

    void set(String name, Object value) throws Exception {
        onSwing(() -> {
            Component field = find(name);
            if (field instanceof JComboBox<?> box) box.setSelectedItem(value);
            else if (field instanceof JSpinner spinner) spinner.setValue(((Number) value).longValue());
            else if (field instanceof AbstractButton box) box.doClick();
            else text(field).setText(value.toString());
            return null;
        });
    }

    Object get(String name) throws Exception {
        return onSwing(() -> {
            Component field = find(name);
            if (field instanceof JComboBox<?> box) return box.getSelectedItem();
            if (field instanceof JSpinner spinner) return spinner.getValue();
            return text(field).getText();
        });
    }

    /** What a list offers. */
    List<String> offered(String name) throws Exception {
        return onSwing(() -> {
            List<String> values = new ArrayList<>();
            JComboBox<?> box = (JComboBox<?>) find(name);
            for (int i = 0; i < box.getItemCount(); i++) values.add(String.valueOf(box.getItemAt(i)));
            return values;
        });
    }

    /** Presses a button. */
    void press(String text) throws Exception {
        AbstractButton found = onSwing(() -> {
            for (Component part : all(dialog))
                if (part instanceof AbstractButton button && text.equals(button.getText())) return button;
            throw new IllegalStateException("no button " + text);
        });
        EventQueue.invokeLater(found::doClick);
        Thread.sleep(100);
    }

    /** All labels, without HTML. */
    String text() throws Exception {
        return onSwing(() -> {
            StringBuilder text = new StringBuilder();
            for (Component part : all(dialog))
                if (part instanceof JLabel label && label.getText() != null && part.isShowing())
                    text.append(label.getText().replaceAll("<[^>]*>", "")).append('\n');
            return text.toString();
        });
    }

    String tip(String name) throws Exception {
        return onSwing(() -> ((JComponent) find(name)).getToolTipText());
    }

    /** Where a button is on the screen, or is said to be. */
    Rectangle place(String text) throws Exception {
        return onSwing(() -> {
            Component button = find(text);
            return new Rectangle(button.getLocationOnScreen(), button.getSize());
        });
    }

    /** Whether a scroll bar is seen. */
    boolean isScrolled() throws Exception {
        return onSwing(() -> all(dialog).stream().anyMatch(part -> part instanceof JScrollBar && part.isShowing()));
    }

    /** Presses a key in the dialog, wherever the focus is: on a screen without a window manager it may be nowhere. */
    void type(int key) throws Exception {
        onSwing(() -> {
            JRootPane root = ((JDialog) dialog).getRootPane();
            KeyStroke stroke = KeyStroke.getKeyStroke(key, 0);
            root.getActionForKeyStroke(stroke).actionPerformed(new ActionEvent(root, ActionEvent.ACTION_PERFORMED, ""));
            return null;
        });
    }

    Dialog dialog() {
        return dialog;
    }

    private JTextField text(Component field) {
        if (field instanceof JTextField text) return text;
        for (Component part : all((Container) field)) if (part instanceof JTextField text) return text;
        throw new IllegalStateException("no text in " + field);
    }

    private Component find(String name) {
        for (Component part : all(dialog)) if (name.equals(part.getName())) return part;
        throw new IllegalStateException("no field " + name);
    }

    private static List<Component> all(Container container) {
        List<Component> found = new ArrayList<>();
        for (Component part : container.getComponents()) {
            found.add(part);
            if (part instanceof Container inner) found.addAll(all(inner));
        }
        return found;
    }

    private static <T> T onSwing(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        EventQueue.invokeAndWait(task);
        return task.get();
    }
}
