package sc.fiji.invertibility.dialog;

import javax.swing.JCheckBox;
import javax.swing.JComponent;

/** Yes or no. */
final class FlagField implements Field {

    private final JCheckBox box = new JCheckBox();

    FlagField(Runnable changed) {
        box.addActionListener(event -> changed.run());
    }

    @Override
    public JComponent component() {
        return box;
    }

    @Override
    public Object value() {
        return box.isSelected();
    }

    @Override
    public void show(Object value) {
        box.setSelected(Boolean.TRUE.equals(value));
    }
}
