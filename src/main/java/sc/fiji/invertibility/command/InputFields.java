package sc.fiji.invertibility.command;

import ij.ImagePlus;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Objects;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import org.scijava.util.ClassUtils;

/**
 * The parameters of a command as their fields declare them, so that checks which all commands need are made in one
 * place.
 *
 * @param command a command, whose parameters have their values
 */
record InputFields(Object command) {

    /**
     * Checks that every number lies between the least and the largest value that its parameter declares, even if the
     * command does not use it. SciJava shows these bounds in dialogs, but accepts any number from macros.
     *
     * @throws IllegalArgumentException if a number is out of bounds; its message is one sentence
     */
    void checkBounds() {
        for (Field field : fields()) {
            Parameter key = field.getAnnotation(Parameter.class);
            if (!(ClassUtils.getValue(field, command) instanceof Number value)) continue;
            boolean whole = !(value instanceof Double) && !(value instanceof Float);
            String kind = field.getName() + ": expected a " + (whole ? "whole " : "") + "number of at ";
            if (!key.min().isEmpty() && !(value.doubleValue() >= Double.parseDouble(key.min())))
                throw new IllegalArgumentException(kind + "least " + key.min() + ", but got " + value);
            if (!key.max().isEmpty() && !(value.doubleValue() <= Double.parseDouble(key.max())))
                throw new IllegalArgumentException(kind + "most " + key.max() + ", but got " + value);
        }
    }

    /** The images that are given. */
    List<ImagePlus> images() {
        return fields().stream()
                .filter(field -> field.getType() == ImagePlus.class)
                .map(field -> (ImagePlus) ClassUtils.getValue(field, command))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Field> fields() {
        return ClassUtils.getAnnotatedFields(command.getClass(), Parameter.class).stream()
                .filter(field -> field.getAnnotation(Parameter.class).type() != ItemIO.OUTPUT)
                .toList();
    }
}
