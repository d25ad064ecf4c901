package sc.fiji.invertibility.compute;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Counts how often the host has to wait for an engine that does not work ahead. */
public final class WaitCounter {

    private static final Set<String> WAITING = Set.of(
            "dot",
            "dots",
            "squaredDistance",
            "squaredDistances",
            "magnitudes",
            "norms",
            "nonzeros",
            "startNorms",
            "compare",
            "change",
            "changes",
            "startChanges",
            "startSignalChanges",
            "exactLengths",
            "count",
            "keepAbove",
            "download",
            "downloadAll",
            "downloadCode");

    private final Engine real;
    private int count;
    private int steps;

    private WaitCounter(Engine real) {
        this.real = real;
    }

    /**
     * Counts the waits for an engine.
     *
     * @param real the engine
     * @return the count, so far 0
     */
    public static WaitCounter of(Engine real) {
        return new WaitCounter(real);
    }

    /** {@return the engine, to be used instead of the real one} */
    public Engine engine() {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    if (WAITING.contains(method.getName())) count++;
                    if (method.getName().equals("poolStep")) steps++;
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** {@return the number of waits so far} */
    public int count() {
        return count;
    }

    /** {@return the number of steps of Algorithm 1 so far, including those that were found too long} */
    public int steps() {
        return steps;
    }
}
