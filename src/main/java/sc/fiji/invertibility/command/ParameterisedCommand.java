package sc.fiji.invertibility.command;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.dialog.Advice;

/**
 * A command's parameters: which values are allowed, which of them have an effect, and what a dialog says about them.
 */
public abstract class ParameterisedCommand extends ContextCommand implements Advice {

    private static final String PAGES = "https://github.com/fiji/cnn-invertibility/blob/main/docs/commands/";

    private Set<String> typed = Set.of();

    private boolean typedStrictly;

    ParameterisedCommand() {}

    /**
     * Tells the user which of several possibilities was chosen.
     *
     * @param sentence what was done
     */
    protected abstract void inform(String sentence);

    /**
     * Checks the parameters, as far as that needs neither the image nor a device, so that what is wrong for every image
     * is reported before the first of many is opened. Numbers must be within the bounds that their parameters declare,
     * even if the command does not use them.
     *
     * @throws IllegalArgumentException if a parameter cannot be used; its message is one sentence
     */
    public void checkParameters() {
        new InputFields(this).checkBounds();
    }

    /**
     * Tells which parameters have no effect beside the values of the others.
     *
     * @return those parameters, with reasons
     * @throws IllegalArgumentException if a parameter cannot be used; its message is one sentence
     */
    protected IneffectiveParameters ineffective() {
        return new IneffectiveParameters();
    }

    /**
     * Tells what the user typed, which is checked when the command runs.
     *
     * @param keys the parameters, in lower case
     * @param strictly whether a parameter without effect is also refused where it says what holds anyway
     */
    public final void typed(Collection<String> keys, boolean strictly) {
        typed = Set.copyOf(keys);
        typedStrictly = strictly;
    }

    /**
     * Checks all that can be checked without the image and a device, and fills in what follows from it.
     *
     * @throws IllegalArgumentException if a parameter cannot be used, or has no effect; its message is one sentence
     */
    public final void settleParameters() {
        TypedParameters keys = new TypedParameters(this, typed);
        keys.refuseUnknown();
        keys.importWhereAFileIsNamed();
        checkParameters();
        keys.refuseIdle(typedStrictly);
    }

    @Override
    public final void check() {
        settleParameters();
    }

    @Override
    public final Map<String, String> idle() {
        return ineffective().reasons();
    }

    @Override
    public List<String> essentials() {
        return List.of();
    }

    @Override
    public Map<String, Map<String, Object>> presets() {
        return Map.of();
    }

    @Override
    public List<String> suggestions(String key) {
        return key.equals("device") ? DeviceSpeed.devices() : List.of();
    }

    @Override
    public String cost() {
        return "";
    }

    @Override
    public final String page() {
        return PAGES + name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".md";
    }

    /** {@return whether there is nothing to do without an image} */
    protected boolean needsImage() {
        return false;
    }

    /** {@return whether the output {@code reconstruction} of a small image is there at once} */
    protected boolean hasPreview() {
        return false;
    }

    /** Whether the parameters were typed in a shell, where nobody looks at a window. */
    final boolean typedStrictly() {
        return typedStrictly;
    }

    /** Another command of this kind, whose parameters have their defaults. */
    final ParameterisedCommand untouched() {
        try {
            return getClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@return whether the command's last table holds measurements, which are collected with those of other runs, and
     * not a list of what there is}
     */
    protected boolean measures() {
        return true;
    }

    /** {@return the name in the menu, without the dots} */
    @Override
    public final String name() {
        Menu[] menu = getClass().getAnnotation(Plugin.class).menu();
        return menu[menu.length - 1].label().replace("...", "");
    }
}
