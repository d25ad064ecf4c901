package sc.fiji.invertibility.compute;

/**
 * A code that was stored, and those of its units of which it is decided later whether they belong to it.
 *
 * @param stored all units, those as well
 * @param candidates which they are
 */
public record CodeWithCandidates(StoredCode stored, UnitList candidates) {}
