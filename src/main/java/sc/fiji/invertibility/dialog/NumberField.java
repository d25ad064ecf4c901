package sc.fiji.invertibility.dialog;

import javax.swing.JComponent;
import javax.swing.JTextField;

/** A decimal number, with a dot whatever the computer's language: macros are written so, too. */
final class NumberField implements Field {

    private final JTextField text = new JTextField(8);

    NumberField(Runnable changed) {
        text.getDocument().addDocumentListener(new Typing(changed));
    }

    @Override
    public JComponent component() {
        return text;
    }

    /** The number; NaN, which every command refuses, for what is none. */
    @Override
    public Object value() {
        try {
            return Double.valueOf(text.getText().strip());
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    @Override
    public void show(Object value) {
        text.setText(value.toString().replaceFirst("\\.0$", ""));
    }
}
