package sc.fiji.invertibility.compute;

/**
 * A stored code, together with those of its units for which it is decided later whether they stay.
 *
 * @param stored all units, including the candidates
 * @param candidates the undecided units
 */
public record CodeWithCandidates(StoredCode stored, UnitList candidates) {}
