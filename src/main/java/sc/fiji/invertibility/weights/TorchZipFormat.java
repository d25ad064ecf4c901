package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** PyTorch since 1.6: a zip with {@code NAME/data.pkl} and one stored entry {@code NAME/data/KEY} per storage. */
final class TorchZipFormat implements WeightFormat {

    private static final String PICKLE = "data.pkl";
    private static final long MAX_PICKLE = 64 << 20;

    @Override
    public String name() {
        return "PyTorch";
    }

    @Override
    public boolean recognises(ByteSource file) throws IOException {
        return ZipDirectory.isZip(file)
                && ZipDirectory.of(file).names().stream().anyMatch(TorchZipFormat::isPickle);
    }

    private static boolean isPickle(String name) {
        return name.equals(PICKLE) || name.endsWith("/" + PICKLE);
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        ZipDirectory zip = ZipDirectory.of(file);
        String pickle = zip.names().stream()
                .filter(TorchZipFormat::isPickle)
                .findFirst()
                .orElseThrow();
        String folder = pickle.substring(0, pickle.length() - PICKLE.length());
        if (zip.has(folder + "constants.pkl") || zip.names().stream().anyMatch(n -> n.startsWith(folder + "code/"))) {
            throw new WeightsException("is TorchScript, which has program code and is not read;"
                    + " save its state_dict() as PyTorch .pth, or convert it to safetensors");
        }
        String order = folder + "byteorder";
        if (zip.has(order) && !zip.open(order).has(0, "little")) {
            throw new WeightsException(
                    "was saved on a big-endian machine, which is not read; convert it to safetensors");
        }
        ByteSource program = zip.open(pickle);
        if (program.length() > MAX_PICKLE) throw new WeightsException("has a pickle of " + program.length() + " bytes");
        Map<String, ByteSource> opened = new HashMap<>();
        return TorchContents.of(PickleMachine.run(program, 0).object(), storage -> {
            ByteSource data = opened.get(storage.key());
            if (data == null) opened.put(storage.key(), data = zip.open(folder + "data/" + storage.key()));
            return data;
        });
    }
}
