package sc.fiji.invertibility.bench;

import java.util.List;

/** The cases, at full size or at the least size that they have. */
final class Cases {

    private Cases() {}

    /** {@return the cases as they are reported; {@code quick} makes the long ones shorter} */
    static List<BenchCase> all(boolean quick) {
        return List.of(
                VggFeatures.forward("pool5", 224),
                ThresholdingStep.of(512, 14),
                VggFeatures.batch(quick ? 2 : 32, 224),
                PhotoReconstruction.of(64, 512, 768, quick ? 2 : 10),
                FistaRun.of(512, 15, quick ? 10 : 100),
                ModelRipDraws.of(512, 14, quick ? 20 : 1000),
                PlaneConvolution.of(5, 2048, 3072));
    }

    /** {@return all cases at sizes that take no time, to compare results} */
    static List<BenchCase> tiny() {
        return List.of(
                VggFeatures.forward("pool2", 32),
                ThresholdingStep.of(16, 6),
                VggFeatures.batch(3, 16),
                PhotoReconstruction.of(8, 24, 16, 4),
                FistaRun.of(16, 7, 20),
                ModelRipDraws.of(16, 6, 12),
                PlaneConvolution.of(5, 24, 33));
    }
}
