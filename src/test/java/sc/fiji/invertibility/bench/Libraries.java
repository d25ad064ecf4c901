package sc.fiji.invertibility.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.Torch;
import sc.fiji.invertibility.bench.torch.TorchJob;

/** The libraries of this machine that can do whole cases: ONNX Runtime, and PyTorch on a graphics card. */
final class Libraries implements AutoCloseable {

    private final int threads;
    private final Consumer<String> notes;
    private final Optional<Library> onnx;

    /** Null if there is none. */
    private Torch torch;

    private Libraries(int threads, Consumer<String> notes) {
        this.threads = threads;
        this.notes = notes;
        Optional<String> missing = OnnxSession.missing();
        missing.ifPresent(why -> notes.accept("ONNX Runtime is no peer: " + why));
        onnx = missing.isPresent()
                ? Optional.empty()
                : Optional.of(new Library(
                        "ONNX", "ONNX Runtime " + OnnxSession.version(), "the processor", Library.Role.PROCESSOR));
        startTorch();
    }

    /**
     * Finds what there is.
     *
     * @param threads of libraries that work on the processor
     * @param notes receives one sentence for each library that is missing
     */
    static Libraries open(int threads, Consumer<String> notes) {
        return new Libraries(threads, notes);
    }

    private void startTorch() {
        torch = null;
        try {
            torch = Torch.start();
        } catch (RuntimeException e) {
            notes.accept("PyTorch is no peer: " + e.getMessage());
        }
    }

    /** {@return what was found, the first one first} */
    List<Library> found() {
        List<Library> found = new ArrayList<>(onnx.stream().toList());
        if (torch != null) found.addAll(torchs());
        return found;
    }

    /** {@return all that can do a case's work} */
    List<Peer> peers(BenchCase one) {
        List<Peer> peers = new ArrayList<>();
        onnx.ifPresent(library -> peers.add(new Peer(library, () -> one.peer(threads))));
        // One that has failed beyond repair in another case gets another chance.
        if (torch != null && !torch.alive()) {
            torch.close();
            startTorch();
        }
        if (torch != null) {
            Supplier<TorchJob> job = new Once<>(() -> torch.prepare(one.torch()));
            Precision[] precisions = Precision.values();
            List<Library> torchs = torchs();
            for (int i = 0; i < torchs.size(); i++) {
                Precision precision = precisions[i];
                peers.add(new Peer(torchs.get(i), () -> one.torch(job.get(), precision)));
            }
        }
        peers.addAll(one.others());
        return peers;
    }

    /** PyTorch in each of its precisions. */
    private List<Library> torchs() {
        List<Library> torchs = new ArrayList<>();
        Library.Role exact = torch.onCard() ? Library.Role.CARD : Library.Role.PROCESSOR;
        torchs.add(new Library("PyTorch", torch.version() + ", 32 bits", torch.device(), exact));
        if (torch.hasTf32())
            torchs.add(new Library("TF32", torch.version() + ", TF32", torch.device(), Library.Role.ROUNDED));
        return torchs;
    }

    @Override
    public void close() {
        if (torch != null) torch.close();
    }
}
