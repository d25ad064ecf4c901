package sc.fiji.invertibility.compute;

/**
 * A code that was stored, and those of its units of which it is decided later whether they belong to it.
 *
 * @param stored all units, those as well
 * @param undecided which they are
 */
public record DividedCode(StoredCode stored, UnitList undecided) {}
