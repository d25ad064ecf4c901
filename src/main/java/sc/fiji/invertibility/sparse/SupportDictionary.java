package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * The dictionary of only those shifts that a model-sparse code uses, as needed for line 3 of Algorithm 2: its codes are
 * pooled values, one per block, which are put at the switches of that code. Blocks in which that code is zero stay
 * empty.
 *
 * @param all the dictionary of all shifts
 * @param support the code whose non-zeros are the support; must stay open
 */
record SupportDictionary(ShiftDictionary all, PooledCode support) implements Dictionary {

    @Override
    public FeatureMap zero(Scope scope) {
        return all.engine().zeros(scope, support.values().shape());
    }

    @Override
    public FeatureMap synthesise(Scope scope, FeatureMap z) {
        try (Scope local = new Scope()) {
            return all.engine()
                    .synthesise(
                            scope,
                            code(local, z),
                            Unpooling.SWITCHES,
                            all.w(),
                            all.signal().height(),
                            all.signal().width());
        }
    }

    @Override
    public FeatureMap analyse(Scope scope, FeatureMap r) {
        try (Scope local = new Scope()) {
            FeatureMap h = all.analyse(local, r);
            return all.engine().restrict(scope, h, support, Unpooling.SWITCHES).values();
        }
    }

    /** Values at the switches of the support. */
    PooledCode code(Scope scope, FeatureMap values) {
        return all.engine().recode(scope, values, support);
    }
}
