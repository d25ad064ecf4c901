package sc.fiji.invertibility.weights.hostile;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** The formats for which hostile files are made. */
enum HostileFormat {
    SAFETENSORS(HostileSafetensors::files),
    NUMPY(HostileNumpy::files),
    CAFFE(HostileCaffe::files),
    MATCONVNET(HostileMat::files),
    MATCONVNET_73(HostileMat73::files),
    KERAS(HostileHdf5::files),
    ONNX(HostileOnnx::files),
    PYTORCH(HostileTorch::zipped),
    PYTORCH_OLD(HostileTorch::old);

    private final Function<Random, List<HostileFile>> maker;

    HostileFormat(Function<Random, List<HostileFile>> maker) {
        this.maker = maker;
    }

    List<HostileFile> files(long seed) {
        return maker.apply(new Random(seed));
    }
}
