package sc.fiji.invertibility.dialog;

import javax.swing.JComponent;
import javax.swing.JTextField;

/** A decimal number. The decimal sign is a dot in every language, as in macros. */
final class NumberField implements Field {

    private final JTextField text = new JTextField(8);

    NumberField(Runnable changed) {
        text.getDocument().addDocumentListener(new Typing(changed));
    }

    @Override
    public JComponent component() {
        return text;
    }

    /** The number; NaN, which every command refuses, if the text is no number. */
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
