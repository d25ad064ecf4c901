package sc.fiji.invertibility.bench;

import java.util.Map;
import sc.fiji.invertibility.bench.torch.TorchJob;

/**
 * A reconstruction in PyTorch.
 *
 * @param work the case
 * @param whole all of it
 */
record TorchReconstruction(PhotoReconstruction work, TorchContender whole) implements Stepwise {

    @Override
    public Outcome run() {
        return whole.run();
    }

    @Override
    public Turn turn() {
        return whole.turn();
    }

    @Override
    public Map<String, String> forms() {
        return whole.forms();
    }

    @Override
    public void follow(Listener listener) {
        TorchJob job = whole.job();
        job.compare(whole.precision());
        float[] steps = job.floats("steps");
        for (int i = 0; i < steps.length; i++) {
            PeerCode z = new PeerCode(job.floats("values" + i), job.bytes("places" + i), work.units());
            listener.ended(steps[i], z, job.floats("image" + i));
        }
    }

    @Override
    public void close() {
        whole.close();
    }
}
