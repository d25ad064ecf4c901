package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * PyTorch since 1.6: a zip with {@code NAME/data.pkl} and one stored entry {@code NAME/data/KEY} per storage.
 *
 * @param zip the file's directory
 */
record TorchZipFormat(ZipDirectory zip) implements WeightFormat {

    private static final String PICKLE = "data.pkl";

    @Override
    public String name() {
        return "PyTorch";
    }

    @Override
    public boolean recognises(ByteSource file) {
        return zip.names().stream().anyMatch(TorchZipFormat::isPickle);
    }

    private static boolean isPickle(String name) {
        return name.equals(PICKLE) || name.endsWith("/" + PICKLE);
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        String pickle = zip.names().stream()
                .filter(TorchZipFormat::isPickle)
                .findFirst()
                .orElseThrow();
        String folder = pickle.substring(0, pickle.length() - PICKLE.length());
        if (zip.has(folder + "constants.pkl") || zip.names().stream().anyMatch(n -> n.startsWith(folder + "code/")))
            throw new WeightsException("is TorchScript, which has program code and is not read;"
                    + " save its state_dict() as PyTorch .pth, or convert it to safetensors");
        String order = folder + "byteorder";
        if (zip.has(order) && !zip.open(order).has(0, "little"))
            throw new WeightsException(
                    "was saved on a big-endian machine, which is not read; convert it to safetensors");
        ByteSource program = zip.open(pickle);
        program.verify();
        Map<String, ByteSource> opened = new HashMap<>();
        return TorchContents.of(
                PickleMachine.run(program, 0).object(),
                storage -> {
                    ByteSource data = opened.get(storage.key());
                    if (data == null) opened.put(storage.key(), data = zip.open(folder + "data/" + storage.key()));
                    return data;
                },
                file.budget());
    }
}
