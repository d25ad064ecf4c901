package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.LocalMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * How groups share a map whose tiles are filtered next: each has a block of these tiles, for some channels, and the
 * region of the map that they read in local memory.
 *
 * @param block the tiles and channels of a group
 * @param tiles those of the next outputs
 * @param paddingY zeros above the map
 * @param paddingX zeros to its left
 * @param channels the map's channels
 */
record WinogradRegion(WinogradBlock block, WinogradTiles tiles, int paddingY, int paddingX, int channels) {

    private long acrossChannels() {
        return (channels + block.channels() - 1L) / block.channels();
    }

    /** {@return the groups for an image} */
    int groups() {
        return Math.toIntExact(block.across(tiles) * acrossChannels());
    }

    NDRange range(long images) {
        return NDRange.of(block.group(), block.group() * block.across(tiles), acrossChannels(), images);
    }

    /** {@return this, as the kernels take it} */
    List<Object> arguments() {
        return List.of(
                List.of(tiles.sizes(), tiles.padded(), paddingY, paddingX),
                List.of(block.rows(), block.columns(), block.channels(), channels, new LocalMemory(block.words())));
    }
}
