package sc.fiji.invertibility.compute.java;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** Wᵀ of pooled codes, each by the way that suits its bank and its zeros. */
final class Synthesis {

    private final HeapMemory memory;
    private final Filtering filtering;
    private final Placement placement;
    private final Selecting selecting;
    private final SparseSynthesis sparse;
    private final PatchSynthesis patches;

    Synthesis(HeapMemory memory, WorkerPool workers, Filtering filtering, Placement placement, Selecting selecting) {
        this.memory = memory;
        this.filtering = filtering;
        this.placement = placement;
        this.selecting = selecting;
        sparse = new SparseSynthesis(workers);
        patches = new PatchSynthesis(workers);
    }

    /** Fills x̂ of each code; all are of one shape and pooling. */
    void apply(HeapFilters filters, List<HeapCode> codes, Unpooling unpooling, List<HeapMap> results) {
        if (codes.stream().allMatch(z -> isSparse(filters.bank(), z))) sparse.apply(filters, codes, unpooling, results);
        else for (int i = 0; i < codes.size(); i++) apply(filters, codes.get(i), unpooling, results.get(i));
    }

    private boolean isSparse(FilterBank bank, HeapCode z) {
        return SparseSynthesis.suits(bank)
                && SparseSynthesis.pays(
                        bank, selecting.nonzeros(z), z.unpooledShape().size());
    }

    private boolean suitsPatches(FilterBank bank, HeapCode z) {
        return PatchSynthesis.suits(bank, z)
                && (PatchSynthesis.pays(bank, z, z.shape().size())
                        || PatchSynthesis.pays(bank, z, selecting.nonzeros(z)));
    }

    private void apply(HeapFilters filters, HeapCode z, Unpooling unpooling, HeapMap x) {
        FilterBank bank = filters.bank();
        boolean switched = unpooling == Unpooling.SWITCHES;
        if (isSparse(bank, z)) sparse.apply(filters, List.of(z), unpooling, List.of(x));
        else if (suitsPatches(bank, z)) patches.apply(filters, z, unpooling, x);
        else if (switched && Filtering.spreads(bank)) filtering.spread(filters, z, unpooling, x);
        else if (switched || Filtering.minimalIsWide(bank, x.shape())) {
            Shape activations = z.unpooledShape();
            try (HeapMap h = new HeapMap(memory, activations)) {
                placement.unpool(z, unpooling, h);
                filtering.adjoint(filters, h, x);
            }
        } else filtering.adjointOfEvery(z.pooling().stride(), filters, z.values(), x);
    }
}
