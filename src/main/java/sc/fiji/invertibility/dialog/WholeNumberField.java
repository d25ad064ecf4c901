package sc.fiji.invertibility.dialog;

import java.text.ParseException;
import javax.swing.JComponent;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

/** A whole number, with buttons that count up and down. */
final class WholeNumberField implements Field {

    private final JSpinner spinner;
    private final boolean wide;

    WholeNumberField(ModuleItem<?> item, Runnable changed) {
        wide = Types.box(item.getType()) == Long.class;
        Object least = item.getMinimumValue(), step = item.getStepSize();
        long start = least instanceof Number number ? number.longValue() : 0;
        spinner = new JSpinner(new SpinnerNumberModel(
                Long.valueOf(start),
                least instanceof Number number ? Long.valueOf(number.longValue()) : null,
                Long.valueOf(wide ? Long.MAX_VALUE : Integer.MAX_VALUE),
                Long.valueOf(step instanceof Number number ? Math.max(1, number.longValue()) : 1)));
        // Without thousands separators, which macros do not have.
        spinner.setEditor(new JSpinner.NumberEditor(spinner, "#"));
        spinner.addChangeListener(event -> changed.run());
    }

    @Override
    public JComponent component() {
        return spinner;
    }

    @Override
    public Object value() {
        try {
            spinner.commitEdit();
        } catch (ParseException none) {
            // the previous value remains, and is shown again
        }
        Number number = (Number) spinner.getValue();
        return wide ? (Object) number.longValue() : (Object) number.intValue();
    }

    @Override
    public void show(Object value) {
        spinner.setValue(((Number) value).longValue());
    }
}
