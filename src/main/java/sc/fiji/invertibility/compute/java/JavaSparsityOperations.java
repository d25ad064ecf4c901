package sc.fiji.invertibility.compute.java;

import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.StorageOperations;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;

/** The sparsity model on the heap: pooling, its switches, and the k largest units. */
abstract class JavaSparsityOperations extends JavaAlgebraOperations implements StorageOperations {

    final MaxPooling maxPooling;
    final HeapUnpooling heapUnpooling;
    private final UnitSelection unitSelection;
    private final BracketExtraction within;
    private final TopK keepLargest;

    JavaSparsityOperations(WorkerPool workers, long bytes) {
        super(workers, bytes);
        PooledRows rows = new PooledRows(workers);
        maxPooling = new MaxPooling(rows);
        heapUnpooling = new HeapUnpooling(rows);
        unitSelection = new UnitSelection(pieces);
        within = new BracketExtraction(pieces);
        keepLargest = new TopK(pieces);
    }

    @Override
    public PooledCode pool(Scope scope, FeatureMap h, Pooling pooling) {
        HeapMap map = own(h);
        HeapCode z = code(scope, h.shape(), pooling);
        maxPooling.pool(map, z);
        return z;
    }

    @Override
    public FeatureMap unpool(Scope scope, PooledCode z, Unpooling unpooling) {
        HeapCode code = own(z);
        HeapMap result = map(scope, z.unpooledShape());
        heapUnpooling.unpool(code, unpooling, result);
        return result;
    }

    @Override
    public PooledCode restrict(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling) {
        HeapMap map = own(g);
        HeapCode support = own(z);
        g.shape().requireEqual(z.unpooledShape());
        HeapCode result = code(scope, z.unpooledShape(), z.pooling());
        algebra.copy(support.switches(), result.switches());
        heapUnpooling.restrict(map, support, unpooling, result);
        return result;
    }

    @Override
    public void count(PooledCode z, TileOrigin origin, RadixSelection.Digit digit, long[] counts) {
        unitSelection.count(own(z), origin, digit, counts);
    }

    @Override
    public void keep(PooledCode z, TileOrigin origin, Cutoff cutoff) {
        HeapCode code = own(z);
        if (!cutoff.equals(Cutoff.ALL)) unitSelection.keep(code, origin, cutoff);
    }

    @Override
    public void keepLargest(PooledCode z, long k) {
        HeapCode code = own(z);
        if (RadixSelection.of(k, code.shape().size()).found() || !keepLargest.apply(code, k))
            StorageOperations.super.keepLargest(z, k);
    }

    @Override
    public Optional<UnitList> keepAbove(PooledCode z, Bracket bracket, int most) {
        return within.keepAbove(own(z), bracket, most);
    }

    @Override
    public UnitList take(PooledCode z, int[] units) {
        return BracketExtraction.take(own(z), units);
    }

    @Override
    public StoredCode store(Scope scope, PooledCode z, float least) {
        HeapCode code = own(z);
        return StoredCode.isCompact(z.pooling())
                ? scope.own(BitmaskCode.of(memory, pieces, code, least))
                : StorageOperations.super.store(scope, z, least);
    }

    @Override
    public StoredCode load(Scope scope, int[] words, Shape unpooledShape, Pooling pooling) {
        return StoredCode.isCompact(pooling)
                ? scope.own(BitmaskCode.load(memory, words, unpooledShape, pooling))
                : StorageOperations.super.load(scope, words, unpooledShape, pooling);
    }

    @Override
    public PooledCode restore(Scope scope, StoredCode code, float least) {
        if (!(code instanceof BitmaskCode)) return StorageOperations.super.restore(scope, code, least);
        BitmaskCode stored = BitmaskCode.of(memory, code);
        HeapCode z = code(scope, stored.unpooledShape(), stored.pooling());
        stored.restore(pieces, least, z);
        return z;
    }

    @Override
    public long nonzeros(PooledCode z) {
        return algebra.nonzeros(own(z).values());
    }

    @Override
    public CodeDifference compare(PooledCode a, PooledCode b, Unpooling unpooling) {
        HeapCode first = own(a);
        HeapCode second = own(b);
        ShapeChecks.requireAlike(a, b);
        if (first.pooling().disjoint()) return unitSelection.compareUnits(first, second, unpooling);
        try (Scope local = new Scope()) {
            return unitSelection.compareMaps(own(unpool(local, a, unpooling)), own(unpool(local, b, unpooling)));
        }
    }

    @Override
    public FeatureMap winners(Scope scope, PooledCode z) {
        HeapCode code = own(z);
        HeapMap result = zeroMap(scope, z.unpooledShape().withChannels(1));
        heapUnpooling.winners(code, result);
        return result;
    }

    @Override
    public PooledCode recode(Scope scope, FeatureMap values, PooledCode positions) {
        HeapMap source = own(values);
        HeapCode code = own(positions);
        values.shape().requireEqual(code.shape());
        HeapCode result = code(scope, positions.unpooledShape(), positions.pooling());
        algebra.copy(source, result.values());
        algebra.copy(code.switches(), result.switches());
        return result;
    }
}
