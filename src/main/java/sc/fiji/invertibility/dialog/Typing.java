package sc.fiji.invertibility.dialog;

import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** Is notified of every change of a text. */
record Typing(Runnable changed) implements DocumentListener {

    @Override
    public void insertUpdate(DocumentEvent event) {
        changed.run();
    }

    @Override
    public void removeUpdate(DocumentEvent event) {
        changed.run();
    }

    @Override
    public void changedUpdate(DocumentEvent event) {
        changed.run();
    }
}
