package sc.fiji.invertibility.compute;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** An engine that reports more memory than it can allocate, like a device that is shared with others. */
public record OverreportingEngine(Engine real) {

    /**
     * Wraps the engine.
     *
     * @return an engine that claims a GPU of 4 GiB
     */
    public Engine engine() {
        Device device = real.device();
        Device claimed = new Device(device.name(), "GPU", 1L << 32, 1L << 30, device.version(), device.driver());
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("device")) return claimed;
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
