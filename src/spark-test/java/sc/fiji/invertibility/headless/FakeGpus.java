package sc.fiji.invertibility.headless;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.DeviceCandidate;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineProvider;
import sc.fiji.invertibility.compute.java.JavaEngine;

/** As many GPUs as the property {@code fake.gpus} says, which compute as the Java engine does. */
public final class FakeGpus implements EngineProvider {

    /** Called by Java's service loader. */
    public FakeGpus() {}

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Devices search() {
        List<DeviceCandidate> gpus = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("fake.gpus", 0); i++)
            gpus.add(new Gpu(new Device("fake GPU " + i, "GPU", 1L << 30, 1L << 28, "fake", "fake")));
        return new Devices(gpus, gpus.isEmpty() ? "none are wanted" : "");
    }

    private record Gpu(Device device) implements DeviceCandidate {

        @Override
        public String failure() {
            return "";
        }

        @Override
        public Engine open() {
            Engine real = JavaEngine.create();
            return (Engine) Proxy.newProxyInstance(
                    Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("device")) return device;
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
