package sc.fiji.invertibility.measure;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * Some draws that are measured together, and their signals.
 *
 * @param layer W
 * @param codes the codes as the host knows them
 * @param z the codes
 * @param x Wᵀz of each
 * @param owner the owner of z and x
 */
record RipBatch(RipLayer layer, List<CodeSample> codes, List<PooledCode> z, List<FeatureMap> x, Scope owner)
        implements AutoCloseable {

    static RipBatch of(RipLayer layer, List<CodeSample> codes) {
        Scope owner = new Scope();
        try {
            List<PooledCode> z = layer.engine()
                    .uploadSparseCodes(
                            owner, codes.stream().map(CodeSample::code).toList());
            return new RipBatch(layer, codes, z, layer.synthesise(owner, z, Unpooling.SWITCHES), owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    Pooling pooling() {
        return z.get(0).pooling();
    }

    /** The k of each draw. */
    long[] nonzeros() {
        return codes.stream().mapToLong(CodeSample::nonzeros).toArray();
    }

    CodeSample lastCode() {
        return codes.get(codes.size() - 1);
    }

    FeatureMap lastSignal() {
        return x.get(x.size() - 1);
    }

    @Override
    public void close() {
        owner.close();
    }
}
