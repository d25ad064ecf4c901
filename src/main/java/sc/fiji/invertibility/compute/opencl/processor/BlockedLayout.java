package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;

/** Decides which maps are blocked, so that a vector of a processor holds sixteen channels of a pixel. */
final class BlockedLayout {

    /** Below this number of channels, the memory that empty lanes take is not worth the speed. */
    private static final int BLOCKED_FROM = 16;

    private BlockedLayout() {}

    /** {@return the number of channels per block in maps with a given number of channels} */
    static int of(int channels) {
        return channels < BLOCKED_FROM ? 1 : MapLayout.BLOCK;
    }

    static MapLayout layout(Shape shape) {
        return of(shape.channels()) == 1 ? MapLayout.planar(shape) : MapLayout.blocked(shape);
    }
}
