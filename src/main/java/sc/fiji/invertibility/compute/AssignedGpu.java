package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.Optional;

/**
 * The GPU that a scheduler has given to the work of a thread, and of the threads which that starts: of several GPUs,
 * {@value Engines#AUTO} takes this one. Where only one is visible, it is that one, whatever its number elsewhere.
 */
public final class AssignedGpu implements AutoCloseable {

    private static final ThreadLocal<AssignedGpu> CURRENT = new InheritableThreadLocal<>();

    private final int index;

    private AssignedGpu(int index) {
        this.index = index;
    }

    /**
     * Gives a GPU to the work of this thread, until it is closed.
     *
     * @param index its place among the GPUs that {@link Engines#list()} lists, from 0
     * @return the assignment, to be closed by the same thread
     * @throws IllegalArgumentException if there is no such GPU; the message says how many there are
     */
    public static AssignedGpu of(int index) {
        long gpus = Engines.list().stream()
                .filter(status -> status.device().type().equals("GPU"))
                .count();
        if (index < 0 || gpus == 0 || gpus > 1 && index >= gpus)
            throw new IllegalArgumentException("GPU " + index + " was assigned, but OpenCL finds "
                    + (gpus == 0 ? "no GPU" : gpus + " GPUs, counted from 0"));
        return assign(index);
    }

    static AssignedGpu assign(int index) {
        AssignedGpu assigned = new AssignedGpu(index);
        CURRENT.set(assigned);
        return assigned;
    }

    /** Of these GPUs, those that may be taken. */
    static List<DeviceCandidate> among(List<DeviceCandidate> gpus) {
        Optional<AssignedGpu> assigned = Optional.ofNullable(CURRENT.get());
        if (assigned.isEmpty() || gpus.size() <= 1) return gpus;
        int index = assigned.get().index;
        return index < gpus.size() ? List.of(gpus.get(index)) : List.of();
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
