package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.StridedOutputs;

/** The tiles of 4×4 outputs that Winograd filtering works on, each with one more pixel of the input on every side. */
final class WinogradTiles {

    /** Positions of a transformed tile or filter. */
    static final int POSITIONS = 36;

    private static final int TILE = 4;

    private WinogradTiles() {}

    /** {@return the number of tiles that cover some outputs} */
    static long of(StridedOutputs target) {
        return (long) rows(target.columns()) * rows(target.rows());
    }

    /** {@return the number of tiles that cover a length} */
    static int rows(int length) {
        return MapLayout.blocks(length, TILE);
    }
}
