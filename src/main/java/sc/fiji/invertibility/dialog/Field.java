package sc.fiji.invertibility.dialog;

import java.util.List;
import javax.swing.JComponent;

/** The part of a dialog in which one key gets its value. */
interface Field {

    /** {@return what is shown} */
    JComponent component();

    /** {@return the value, of the key's own type} */
    Object value();

    /** Shows a value of the key's own type. */
    void show(Object value);

    /** Offers values, where the field is one of free text. */
    default void offer(List<String> values) {}
}
