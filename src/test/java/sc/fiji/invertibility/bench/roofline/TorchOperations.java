package sc.fiji.invertibility.bench.roofline;

import java.util.Optional;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.Torch;
import sc.fiji.invertibility.bench.torch.TorchJob;

/**
 * The operations in PyTorch, which calls cuDNN, in 32 bits.
 *
 * @param torch where they run
 */
record TorchOperations(Torch torch) implements AutoCloseable {

    private static final int MOST = 1000;

    /** {@return PyTorch, if this machine has it, and a card for it} */
    static Optional<TorchOperations> open() {
        try {
            return Optional.of(new TorchOperations(Torch.start()));
        } catch (IllegalStateException e) {
            System.err.println("PyTorch is not measured: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** {@return library and device} */
    String name() {
        return torch.version() + ", 32 bits, on " + torch.device();
    }

    /** {@return nanoseconds of one run, of many that are queued before the host waits; NaN if it fails} */
    double time(EngineOperation operation) {
        try (TorchJob job = torch.prepare(operation.torch())) {
            job.time(Precision.FP32, 3);
            double once = job.time(Precision.FP32, 3).wall() / 3;
            int times = (int) Math.max(1, Math.min(MOST, Roofline.PATIENCE * 1e-9 / once));
            double fastest = Double.MAX_VALUE;
            for (int i = 0; i < Roofline.SAMPLES; i++)
                fastest = Math.min(fastest, job.time(Precision.FP32, times).wall() / times);
            return fastest * 1e9;
        } catch (IllegalStateException e) {
            System.err.println(operation.name() + " is not measured: " + e.getMessage());
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        torch.close();
    }
}
