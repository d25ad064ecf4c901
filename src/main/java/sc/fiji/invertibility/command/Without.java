package sc.fiji.invertibility.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Inherited parameters that a command does not have: nothing shows them, and macros and shells cannot name them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Without {

    /** {@return the names of the parameters} */
    String[] value();
}
