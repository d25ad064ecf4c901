package sc.fiji.invertibility.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where a parameter stands among those of the superclasses, in dialogs and help; the parameters declared after it
 * follow it. A class whose first parameter has no position begins behind the parameters of its superclasses.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Position {

    /** {@return the name of the parameter that it precedes} */
    String before() default "";

    /** {@return the name of the parameter that it follows, if it has no {@link #before}} */
    String after() default "";
}
