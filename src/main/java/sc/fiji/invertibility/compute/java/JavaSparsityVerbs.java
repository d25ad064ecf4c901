package sc.fiji.invertibility.compute.java;

import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.Origin;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.StorageVerbs;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;

/** The sparsity model on the heap: pooling, its switches, and the k largest units. */
abstract class JavaSparsityVerbs extends JavaAlgebraVerbs implements StorageVerbs {

    final MaxPooling maxPooling;
    final Placement placement;
    final Selecting selecting;
    private final UnitsWithin within;
    private final KeepLargest keepLargest;

    JavaSparsityVerbs(WorkerPool workers, long bytes) {
        super(workers, bytes);
        PooledRows rows = new PooledRows(workers);
        maxPooling = new MaxPooling(rows);
        placement = new Placement(rows);
        selecting = new Selecting(algebra);
        within = new UnitsWithin(algebra);
        keepLargest = new KeepLargest(algebra);
    }

    @Override
    public Pooled pool(Scope scope, FeatureMap h, Pooling pooling) {
        HeapMap map = own(h);
        HeapCode z = code(scope, h.shape(), pooling);
        maxPooling.pool(map, z);
        return z;
    }

    @Override
    public FeatureMap unpool(Scope scope, Pooled z, Unpooling unpooling) {
        HeapCode code = own(z);
        HeapMap result = map(scope, z.unpooledShape());
        placement.unpool(code, unpooling, result);
        return result;
    }

    @Override
    public Pooled restrict(Scope scope, FeatureMap g, Pooled z, Unpooling unpooling) {
        HeapMap map = own(g);
        HeapCode support = own(z);
        Shapes.requireEqual(g.shape(), z.unpooledShape());
        HeapCode result = code(scope, z.unpooledShape(), z.pooling());
        algebra.copy(support.switches(), result.switches());
        placement.restrict(map, support, unpooling, result);
        return result;
    }

    @Override
    public void count(Pooled z, Origin origin, LargestUnits.Digit digit, long[] counts) {
        selecting.count(own(z), origin, digit, counts);
    }

    @Override
    public void keep(Pooled z, Origin origin, Cutoff cutoff) {
        HeapCode code = own(z);
        if (!cutoff.equals(Cutoff.ALL)) selecting.keep(code, origin, cutoff);
    }

    @Override
    public void keepLargest(Pooled z, long k) {
        HeapCode code = own(z);
        if (LargestUnits.of(k, code.shape().size()).found() || !keepLargest.apply(code, k))
            StorageVerbs.super.keepLargest(z, k);
    }

    @Override
    public Optional<UnitList> keepAbove(Pooled z, Bracket bracket, int most) {
        return within.keepAbove(own(z), bracket, most);
    }

    @Override
    public UnitList take(Pooled z, int[] units) {
        return UnitsWithin.take(own(z), units);
    }

    @Override
    public StoredCode store(Scope scope, Pooled z, float least) {
        HeapCode code = own(z);
        return StoredUnits.suits(z.pooling())
                ? scope.own(StoredUnits.of(memory, algebra, code, least))
                : StorageVerbs.super.store(scope, z, least);
    }

    @Override
    public Pooled restore(Scope scope, StoredCode code, float least) {
        if (!(code instanceof StoredUnits)) return StorageVerbs.super.restore(scope, code, least);
        StoredUnits stored = StoredUnits.of(memory, code);
        HeapCode z = code(scope, stored.unpooledShape(), stored.pooling());
        stored.restore(algebra, least, z);
        return z;
    }

    @Override
    public long nonzeros(Pooled z) {
        return selecting.nonzeros(own(z));
    }

    @Override
    public CodeDifference compare(Pooled a, Pooled b, Unpooling unpooling) {
        HeapCode first = own(a);
        HeapCode second = own(b);
        Shapes.requireEqual(a.unpooledShape(), b.unpooledShape());
        if (!a.pooling().equals(b.pooling()))
            throw new IllegalArgumentException(
                    "codes to compare are of one pooling, not of " + a.pooling() + " and " + b.pooling());
        if (first.apart()) return selecting.compareUnits(first, second, unpooling);
        try (Scope local = new Scope()) {
            return selecting.compareMaps(own(unpool(local, a, unpooling)), own(unpool(local, b, unpooling)));
        }
    }

    @Override
    public FeatureMap winners(Scope scope, Pooled z) {
        HeapCode code = own(z);
        HeapMap result = zeroMap(scope, z.unpooledShape().withChannels(1));
        placement.winners(code, result);
        return result;
    }

    @Override
    public Pooled recode(Scope scope, FeatureMap values, Pooled places) {
        HeapMap source = own(values);
        HeapCode code = own(places);
        Shapes.requireEqual(values.shape(), code.shape());
        HeapCode result = code(scope, places.unpooledShape(), places.pooling());
        algebra.copy(source, result.values());
        algebra.copy(code.switches(), result.switches());
        return result;
    }
}
