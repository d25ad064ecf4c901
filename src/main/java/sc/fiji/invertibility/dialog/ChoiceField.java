package sc.fiji.invertibility.dialog;

import java.util.List;
import javax.swing.JComboBox;
import javax.swing.JComponent;

/** One of several names. */
final class ChoiceField implements Field {

    private final JComboBox<String> box = new JComboBox<>();

    ChoiceField(List<?> choices, Runnable changed) {
        for (Object choice : choices) box.addItem(String.valueOf(choice));
        box.addActionListener(event -> changed.run());
    }

    @Override
    public JComponent component() {
        return box;
    }

    @Override
    public Object value() {
        return box.getSelectedItem();
    }

    @Override
    public void show(Object value) {
        for (int i = 0; i < box.getItemCount(); i++)
            if (box.getItemAt(i).equalsIgnoreCase(String.valueOf(value))) box.setSelectedIndex(i);
    }
}
