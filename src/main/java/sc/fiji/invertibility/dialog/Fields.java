package sc.fiji.invertibility.dialog;

import ij.ImagePlus;
import java.io.File;
import java.util.Objects;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

/** Makes the field that suits the type of a key. */
final class Fields {

    private Fields() {}

    /**
     * Makes a field.
     *
     * @param changed what to do after each change by the user
     */
    static Field of(ModuleItem<?> item, Runnable changed) {
        Class<?> type = Types.box(item.getType());
        boolean slider = Objects.requireNonNullElse(item.getWidgetStyle(), "").contains("slider");
        if (type == ImagePlus.class) return new ImageField(changed);
        if (type == File.class) return new FileField(item, changed);
        if (type == Boolean.class) return new FlagField(changed);
        if (type == Integer.class || type == Long.class) return new WholeNumberField(item, changed);
        if (type == Double.class && slider) return new SliderField(item, changed);
        if (type == Double.class) return new NumberField(changed);
        boolean choices = item.getChoices() != null && !item.getChoices().isEmpty();
        return choices ? new ChoiceField(item.getChoices(), changed) : new TextField(changed);
    }
}
