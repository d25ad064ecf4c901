package sc.fiji.invertibility.dialog;

import java.util.List;
import javax.swing.JComponent;

/** The field of a dialog for the value of one key. */
interface Field {

    /** {@return the Swing component} */
    JComponent component();

    /** {@return the value, of the key's own type} */
    Object value();

    /** Shows a value of the key's own type. */
    void show(Object value);

    /** Offers values to choose from, if the field holds free text. */
    default void offer(List<String> values) {}
}
