package sc.fiji.invertibility.dialog;

import javax.swing.JLabel;
import javax.swing.JOptionPane;

/** A message that the user must see, with the name of the command as its title. */
public final class ErrorMessage {

    private ErrorMessage() {}

    /**
     * Shows a sentence, and waits until it is read.
     *
     * @param command the command's name
     * @param sentence what it says
     */
    public static void show(String command, String sentence) {
        try {
            Swing.run(() -> JOptionPane.showMessageDialog(
                    null, new JLabel(Wrapped.html(sentence)), command, JOptionPane.WARNING_MESSAGE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
