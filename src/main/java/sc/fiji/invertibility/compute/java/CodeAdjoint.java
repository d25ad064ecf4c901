package sc.fiji.invertibility.compute.java;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** Wᵀ of pooled codes, each by the method that suits its bank and its sparsity. */
final class CodeAdjoint {

    private final HeapMemory memory;
    private final ConvolutionDispatch convolution;
    private final HeapUnpooling heapUnpooling;
    private final Algebra algebra;
    private final SparseAdjoint sparse;
    private final PatchAdjoint patches;

    CodeAdjoint(
            HeapMemory memory,
            WorkerPool workers,
            ConvolutionDispatch convolution,
            HeapUnpooling heapUnpooling,
            Algebra algebra) {
        this.memory = memory;
        this.convolution = convolution;
        this.heapUnpooling = heapUnpooling;
        this.algebra = algebra;
        sparse = new SparseAdjoint(workers);
        patches = new PatchAdjoint(workers);
    }

    /** Fills x̂ of each code; all have one shape and pooling. */
    void apply(HeapFilters filters, List<HeapCode> codes, Unpooling unpooling, List<HeapMap> results) {
        if (codes.stream().allMatch(z -> isSparse(filters.bank(), z))) sparse.apply(filters, codes, unpooling, results);
        else for (int i = 0; i < codes.size(); i++) apply(filters, codes.get(i), unpooling, results.get(i));
    }

    private boolean isSparse(FilterBank bank, HeapCode z) {
        return SparseAdjoint.suits(bank)
                && SparseAdjoint.pays(
                        bank, algebra.nonzeros(z.values()), z.unpooledShape().size());
    }

    private boolean suitsPatches(FilterBank bank, HeapCode z) {
        return PatchAdjoint.suits(bank, z)
                && (PatchAdjoint.pays(bank, z, z.shape().size())
                        || PatchAdjoint.pays(bank, z, algebra.nonzeros(z.values())));
    }

    private void apply(HeapFilters filters, HeapCode z, Unpooling unpooling, HeapMap x) {
        FilterBank bank = filters.bank();
        boolean switched = unpooling == Unpooling.SWITCHES;
        if (isSparse(bank, z)) sparse.apply(filters, List.of(z), unpooling, List.of(x));
        else if (suitsPatches(bank, z)) patches.apply(filters, z, unpooling, x);
        else if (switched && ConvolutionDispatch.spreads(bank)) convolution.spread(filters, z, unpooling, x);
        else if (switched || ConvolutionDispatch.winogradIsWide(bank, x.shape())) {
            Shape activations = z.unpooledShape();
            try (HeapMap h = new HeapMap(memory, activations)) {
                heapUnpooling.unpool(z, unpooling, h);
                convolution.adjoint(filters, h, x);
            }
        } else convolution.adjointOfEvery(z.pooling().stride(), filters, z.values(), x);
    }
}
