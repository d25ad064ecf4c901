package sc.fiji.invertibility.dialog;

import java.util.List;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.text.JTextComponent;

/** Free text, with a list of suggestions. */
final class TextField implements Field {

    private final JComboBox<String> box = new JComboBox<>();

    TextField(Runnable changed) {
        box.setEditable(true);
        box.addActionListener(event -> changed.run());
        editor().getDocument().addDocumentListener(new Typing(changed));
    }

    private JTextComponent editor() {
        return (JTextComponent) box.getEditor().getEditorComponent();
    }

    @Override
    public JComponent component() {
        return box;
    }

    @Override
    public Object value() {
        return editor().getText().strip();
    }

    @Override
    public void show(Object value) {
        box.setSelectedItem(value == null ? "" : value.toString());
    }

    @Override
    public void offer(List<String> values) {
        Object typed = value();
        box.removeAllItems();
        for (String value : values) box.addItem(value);
        box.setSelectedItem(typed);
    }
}
