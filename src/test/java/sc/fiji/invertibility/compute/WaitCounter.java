package sc.fiji.invertibility.compute;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Counts how often the host asks an engine for what it has to wait for. */
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
     * Counts what is asked of an engine.
     *
     * @param real the engine
     * @return the count, so far 0
     */
    public static WaitCounter of(Engine real) {
        return new WaitCounter(real);
    }

    /** {@return the engine, to be used in the place of the real one} */
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

    /** {@return how often so far} */
    public int count() {
        return count;
    }

    /** {@return how many steps of Algorithm 1 were taken so far, those that were found too long included} */
    public int steps() {
        return steps;
    }
}
