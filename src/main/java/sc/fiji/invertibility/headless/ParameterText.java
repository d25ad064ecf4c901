package sc.fiji.invertibility.headless;

import java.io.File;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;
import org.scijava.widget.FileWidget;

/**
 * Parses the value of one parameter strictly: SciJava's own conversion makes 0 of {@code abc} and of {@code 2.7}, and
 * does not check choices. Whether a number is in range is left to the command, which has to check that for macros, too,
 * so that there is only one message for it.
 */
final class ParameterText {

    private static final Map<Class<?>, BigDecimal[]> INTEGERS = Map.of(
            Byte.class, limits(Byte.MIN_VALUE, Byte.MAX_VALUE),
            Short.class, limits(Short.MIN_VALUE, Short.MAX_VALUE),
            Integer.class, limits(Integer.MIN_VALUE, Integer.MAX_VALUE),
            Long.class, limits(Long.MIN_VALUE, Long.MAX_VALUE));

    private final ModuleItem<?> item;
    private final String text;

    private ParameterText(ModuleItem<?> item, String text) {
        this.item = item;
        this.text = text;
    }

    /** The value, in the parameter's own type. */
    static Object parse(ModuleItem<?> item, String text) throws BadInputException {
        ParameterText parameter = new ParameterText(item, text);
        Class<?> type = Types.box(item.getType());
        if (type == String.class) return parameter.choice();
        if (type == Boolean.class) return parameter.flag();
        if (type == File.class) return parameter.file();
        if (INTEGERS.containsKey(type)) return parameter.integer(type);
        if (type == Double.class || type == Float.class) return parameter.decimal(type);
        throw new BadInputException(
                item.getName() + ": values of type " + type.getSimpleName() + " cannot be given on the command line");
    }

    /** Whether the parameter names a file that the command writes, which need not exist. */
    static boolean isWritten(ModuleItem<?> item) {
        return FileWidget.SAVE_STYLE.equals(item.getWidgetStyle());
    }

    /** A number as people write it: {@code 100}, not {@code 100.0}. */
    static String plain(Object number) {
        return number.toString().replaceFirst("\\.0$", "");
    }

    private String choice() throws BadInputException {
        List<?> choices = item.getChoices();
        if (choices == null || choices.isEmpty()) return text;
        List<String> names = choices.stream().map(String::valueOf).collect(Collectors.toList());
        for (String name : names) if (name.equalsIgnoreCase(text)) return name;
        throw new BadInputException(item.getName() + ": unknown choice '" + text + "'"
                + SpellingSuggestion.hint(text, names) + "; expected one of: " + String.join(", ", names));
    }

    private Boolean flag() throws BadInputException {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true":
                return true;
            case "false":
                return false;
            default:
                throw expected("true or false");
        }
    }

    private File file() throws BadInputException {
        if (text.isEmpty()) return null;
        File file = new File(text);
        if (isWritten(item)) return file;
        if (!file.exists())
            throw new BadInputException(item.getName() + ": no such "
                    + (FileWidget.DIRECTORY_STYLE.equals(item.getWidgetStyle()) ? "folder" : "file") + ": " + text);
        if (!file.canRead())
            throw new BadInputException(item.getName() + ": this " + (file.isDirectory() ? "folder" : "file")
                    + " may not be read: " + text);
        return file;
    }

    private Object integer(Class<?> type) throws BadInputException {
        BigDecimal[] limits = INTEGERS.get(type);
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw expected("a whole number");
        }
        // Never written out before its size is known: 1e200000000 and 1e-200000000 are short to type.
        if (value.stripTrailingZeros().scale() > 0) throw expected("a whole number");
        if (value.compareTo(limits[0]) < 0 || value.compareTo(limits[1]) > 0)
            throw expected("a whole number from " + least(limits[0]) + " to " + limits[1]);
        if (type == Byte.class) return value.byteValueExact();
        if (type == Short.class) return value.shortValueExact();
        if (type == Integer.class) return value.intValueExact();
        return value.longValueExact();
    }

    private Object least(BigDecimal limit) {
        return item.getMinimumValue() == null ? limit : plain(item.getMinimumValue());
    }

    private Object decimal(Class<?> type) throws BadInputException {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw expected("a number, with a dot as decimal sign");
        }
        if (Double.isInfinite(type == Float.class ? value.floatValue() : value.doubleValue()))
            throw expected("a number that fits the parameter");
        if (type == Float.class) return value.floatValue();
        return value.doubleValue();
    }

    private BadInputException expected(String what) {
        return new BadInputException(item.getName() + ": expected " + what + ", but got '" + text + "'");
    }

    private static BigDecimal[] limits(long least, long most) {
        return new BigDecimal[] {BigDecimal.valueOf(least), BigDecimal.valueOf(most)};
    }
}
