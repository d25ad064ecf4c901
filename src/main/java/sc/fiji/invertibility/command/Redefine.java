package sc.fiji.invertibility.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.scijava.ItemVisibility;

/**
 * What a command says differently about a parameter that it inherits. Another default is set by the constructor.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Redefine.All.class)
@interface Redefine {

    /** {@return the name of the inherited parameter} */
    String parameter();

    /** {@return the label in dialogs, or empty for the inherited one} */
    String label() default "";

    /** {@return the tool tip, or empty for the inherited one} */
    String description() default "";

    /** {@return the smallest value, or empty for the inherited one} */
    String min() default "";

    /** {@return the values to choose from, or none for the inherited ones} */
    String[] choices() default {};

    /** {@return whether dialogs and help show the parameter} */
    ItemVisibility visibility() default ItemVisibility.NORMAL;

    /** Several redefinitions of one class. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {

        /** {@return the redefinitions} */
        Redefine[] value();
    }
}
