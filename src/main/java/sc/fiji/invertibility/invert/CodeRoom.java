package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.sparse.ShrinkingSteps;

/**
 * Divides a device's room between the next codes and the tiles of a gradient, which need not be filtered again if they
 * are kept.
 *
 * @param gradients of the image, with the budget on the device
 * @param habit how many steps will probably be tried
 */
record CodeRoom(TiledGradient.Source gradients, ShrinkingSteps.Habit habit) {

    /** Sizes of codes differ slightly from one iteration to the next. */
    private static final double NEXT_CODE = 1.125;

    /** Whether some codes after another one fit, all at once. */
    boolean holds(int count, TiledCode z) {
        return left() >= count * forNext(z);
    }

    /**
     * Bytes to be left for the codes after another one: all that are expected, if that means less filtering, since
     * otherwise each has a pass of its own; else one.
     */
    long forNextCodes(TiledCode z) {
        double code = forNext(z), all = gradients.bytes(), steps = habit.steps();
        double together = all - Math.max(0, left() - steps * code), alone = all - Math.max(0, left() - code);
        return (long) (steps * code <= left() && together < steps * alone ? steps * code : code);
    }

    /** Including what is not yet stored of a tile and of the previous code. */
    private double forNext(TiledCode z) {
        TileGrid grid = gradients.grid();
        return NEXT_CODE * z.deviceBytes()
                + 2 * TileStore.mostBytes(grid, grid.tiles().get(0));
    }

    private long left() {
        return gradients.device().left();
    }
}
