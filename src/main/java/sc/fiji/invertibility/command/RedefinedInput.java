package sc.fiji.invertibility.command;

import java.util.Arrays;
import java.util.List;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleItem;
import org.scijava.util.NumberUtils;
import org.scijava.util.Types;

/** An inherited input with what a command says differently about it. */
final class RedefinedInput<T> extends DefaultMutableModuleItem<T> {

    private final List<T> choices;

    RedefinedInput(ModuleItem<T> item, Redefine redefinition) {
        super(item.getInfo(), item);
        Class<T> type = Types.box(item.getType());
        List<String> others = Arrays.asList(redefinition.choices());
        choices = others.isEmpty()
                ? item.getChoices()
                : others.stream().map(type::cast).toList();
        if (!redefinition.label().isEmpty()) setLabel(redefinition.label());
        if (!redefinition.description().isEmpty()) setDescription(redefinition.description());
        if (!redefinition.min().isEmpty()) setMinimumValue(type.cast(NumberUtils.toNumber(redefinition.min(), type)));
        setVisibility(redefinition.visibility());
    }

    /** Null if anything can be entered, as SciJava has it for inputs of commands. */
    @Override
    public List<T> getChoices() {
        return choices;
    }
}
