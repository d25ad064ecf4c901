package sc.fiji.invertibility.bench;

import java.util.Map;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.TorchJob;
import sc.fiji.invertibility.bench.torch.TorchTime;

/**
 * PyTorch at work.
 *
 * @param job what was prepared there
 * @param precision of its products
 * @param output what the result is called there
 */
record TorchContender(TorchJob job, Precision precision, String output) implements Contender {

    @Override
    public Outcome run() {
        job.compare(precision);
        float[] values = job.floats(output);
        return () -> values;
    }

    @Override
    public Turn turn() {
        TorchTime time = job.time(precision, 1);
        return new Turn((long) (1e9 * time.wall()), (long) (1e9 * time.cpu()));
    }

    @Override
    public Map<String, String> forms() {
        return job.forms();
    }

    @Override
    public void close() {
        job.close();
    }
}
