package sc.fiji.invertibility.dialog;

import java.awt.Component;
import java.awt.Container;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.Box;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.scijava.module.ModuleItem;

/** The keys of a command, each with its label and its field. */
final class ParameterForm {

    private record Row(JLabel label, Field field, String tip) {}

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** Makes a field for each key. */
    ParameterForm(List<ModuleItem<?>> items, Runnable changed) {
        for (ModuleItem<?> item : items) {
            Field field = Fields.of(item, changed);
            JLabel label = new JLabel(item.getLabel() == null ? item.getName() : item.getLabel());
            label.setLabelFor(field.component());
            field.component().setName(item.getName());
            rows.put(item.getName(), new Row(label, field, item.getDescription()));
            tip(item.getName(), item.getDescription());
        }
    }

    /** Places the fields below each other; a component of another kind may stand between them. */
    JPanel panel(List<String> keys, String between, JComponent other) {
        JPanel panel = new JPanel(new GridBagLayout());
        int y = 0;
        for (String key : keys) {
            boolean special = key.equals(between);
            place(panel, special ? new JLabel("Quality") : rows.get(key).label, 0, y, 0);
            place(panel, special ? other : rows.get(key).field.component(), 1, y++, 1);
        }
        // All panels of a form begin their fields in the same column.
        int widest = 0;
        for (Row row : rows.values()) widest = Math.max(widest, row.label.getPreferredSize().width);
        place(panel, Box.createHorizontalStrut(widest), 0, y, 0);
        return panel;
    }

    private static void place(JPanel panel, Component component, int x, int y, double weight) {
        GridBagConstraints cell = new GridBagConstraints();
        cell.gridx = x;
        cell.gridy = y;
        cell.weightx = weight;
        cell.anchor = GridBagConstraints.LINE_START;
        cell.fill = weight > 0 ? GridBagConstraints.HORIZONTAL : GridBagConstraints.NONE;
        cell.insets = new Insets(2, 8, 2, 8);
        panel.add(component, cell);
    }

    Field field(String key) {
        return rows.containsKey(key) ? rows.get(key).field : null;
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        rows.forEach((key, row) -> values.put(key, row.field.value()));
        return values;
    }

    void show(Map<String, ?> values) {
        values.forEach((key, value) -> {
            if (rows.containsKey(key)) rows.get(key).field.show(value);
        });
    }

    /** Greys keys without effect, and hides those of them that belong to the first level. */
    void idle(Map<String, String> reasons, List<String> hidden) {
        rows.forEach((key, row) -> {
            boolean used = !reasons.containsKey(key);
            enable(row.field.component(), used);
            row.label.setEnabled(used);
            tip(key, used ? row.tip : row.tip + "\nHas no effect because " + reasons.get(key) + ".");
            boolean seen = used || !hidden.contains(key);
            row.label.setVisible(seen);
            row.field.component().setVisible(seen);
        });
    }

    private void tip(String key, String text) {
        rows.get(key).label.setToolTipText(Wrapped.html(text));
        rows.get(key).field.component().setToolTipText(Wrapped.html(text));
    }

    private static void enable(Component component, boolean enabled) {
        component.setEnabled(enabled);
        if (component instanceof Container container)
            for (Component part : container.getComponents()) enable(part, enabled);
    }
}
