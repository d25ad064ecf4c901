package sc.fiji.invertibility.invert;

import java.util.Optional;
import java.util.function.IntPredicate;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * Keeps the k largest units, if the k-th lies within a bracket: those above the bracket at once, and after the last
 * tile the largest of those within, which are listed.
 */
final class BracketCollector extends StepCollector {

    private final Bracket bracket;
    private final long k;
    private final TopKCandidates candidates;

    /**
     * @param most the largest number of units within the bracket
     */
    BracketCollector(Tools tools, TileStep step, Bracket bracket, long k, long most) {
        super(tools, step);
        this.bracket = bracket;
        this.k = k;
        this.candidates = new TopKCandidates(tools.grid(), most);
    }

    @Override
    Optional<UnitList> keep(Tile tile, PooledCode next) {
        if (code.nonzeros() > k) return Optional.empty();
        Optional<UnitList> within = code.put(tile, next, bracket, candidates.scratch());
        within.ifPresent(units -> candidates.add(tile, units));
        return within;
    }

    @Override
    boolean ends() {
        long wanted = k - code.nonzeros();
        // If its lower end is zero, the bracket contains all remaining units.
        if (wanted < 0 || wanted > candidates.count() && bracket.lowest() > 0) return false;
        Cutoff among = candidates.cutoff(wanted);
        for (Tile tile : tools.grid().tiles()) decide(tile, among);
        code.setLeast(wanted == 0 ? Math.nextUp(bracket.highest()) : Math.max(bracket.lowest(), among.magnitude()));
        return true;
    }

    private void decide(Tile tile, Cutoff among) {
        UnitList units = candidates.of(tile);
        IntPredicate kept = candidates.keptBy(tile, among);
        if (change != null) change.add(tile, units, kept);
        code.setTies(
                tile,
                units.only(i -> Math.abs(units.values()[i]) == among.magnitude() && !kept.test(i))
                        .indices());
        UnitList more = units.only(kept);
        double squares = 0;
        for (float value : more.values()) squares += (double) value * value;
        code.addNonzeros(more.size());
        code.addSquaredNorm(squares);
        Shape pooled = tools.grid().pooled(tile);
        tools.transpose().add(more, tile, pooled, code.image());
        if (code.marks() != null) code.marks().add(tile, pooled, more);
    }
}
