package sc.fiji.invertibility.headless;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import sc.fiji.invertibility.compute.AssignedGpu;
import sc.fiji.invertibility.compute.Engines;

/** What Spark has given to a task beside its slot: the GPUs of {@code spark.task.resource.gpu.amount}. */
final class AssignedResources implements AutoCloseable {

    /** The name that Spark, YARN and Kubernetes have for them. */
    private static final String GPU = "gpu";

    private final AssignedGpu gpu;

    private AssignedResources(AssignedGpu gpu) {
        this.gpu = gpu;
    }

    /**
     * Takes the GPU of the task on this thread, if it has one, and the user has not chosen a device.
     *
     * @throws WorkerFault if this machine has no such GPU
     */
    static AssignedResources take(Map<String, String> values) {
        ResourceInformation gpus = TaskContext.get().resourcesJMap().get(GPU);
        boolean chosen = !values.getOrDefault("device", Engines.AUTO).strip().equalsIgnoreCase(Engines.AUTO);
        if (gpus == null || chosen || gpus.addresses().length == 0) return new AssignedResources(null);
        String address = gpus.addresses()[0];
        try {
            return new AssignedResources(AssignedGpu.of(Integer.parseInt(address)));
        } catch (NumberFormatException text) {
            throw new WorkerFault("Spark assigned the GPU '" + address + "': expected a number, from 0", text);
        } catch (IllegalArgumentException none) {
            throw new WorkerFault(none.getMessage(), none);
        }
    }

    @Override
    public void close() {
        if (gpu != null) gpu.close();
    }
}
