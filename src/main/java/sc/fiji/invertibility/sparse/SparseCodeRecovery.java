package sc.fiji.invertibility.sparse;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Algorithm 2: recovers a model-sparse code z with x ≈ Wᵀz. Line 1 solves min ‖x − Wᵀz‖² + λ‖z‖₁ over all codes; line 2
 * keeps the entry of largest magnitude of each block, at its switch; line 3 solves the problem again on that support.
 *
 * @param block s, side of a pooling block in activations, ≥ 1
 * @param penalty λ
 * @param solver solves lines 1 and 3
 */
public record SparseCodeRecovery(int block, Penalty penalty, Fista solver) {

    /**
     * Creates a recovery.
     *
     * @param block s, side of a pooling block in activations, ≥ 1
     * @param penalty λ
     * @param solver solves lines 1 and 3
     */
    public SparseCodeRecovery {
        if (block < 1) throw new IllegalArgumentException("the pooling block must be at least 1 wide, not " + block);
    }

    /**
     * Runs the algorithm.
     *
     * @param engine where it runs
     * @param bank W; its bias is ignored
     * @param x the input with the axes (x, y, channel); it is not scaled
     * @param monitor receives the progress
     * @return the code and how well each line fits
     * @throws IllegalArgumentException if x is zero, has a different number of channels than the bank, or is smaller
     *     than a filter
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public RecoveredCode recover(
            Engine engine, FilterBank bank, RandomAccessibleInterval<FloatType> x, Monitor monitor) {
        Shape signal = Shape.of(x);
        try (Scope scope = new Scope()) {
            ShiftDictionary all = new ShiftDictionary(engine, engine.pack(scope, bank.withBias(null)), signal);
            FeatureMap input = engine.upload(scope, x);
            double norm = Math.sqrt(engine.dot(input, input));
            if (!(norm > 0))
                throw new IllegalArgumentException("the input is zero everywhere, so there is no code to recover");
            double lambda = penalty.lambda(2 * steepest(engine, all, input));

            monitor.progress(0, "line 1: all shifts");
            SparseFit line1;
            PooledCode support;
            try (Scope local = new Scope()) {
                SparseSolution dense = solver.minimise(engine, local, all, input, lambda, null, monitor.part(0, 0.6));
                line1 = dense.fit();
                support = engine.pool(scope, dense.code(), Pooling.blocks(block, Pooling.Selection.LARGEST_MAGNITUDE));
            }
            SupportDictionary restricted = new SupportDictionary(all, support);
            SparseFit line2;
            try (Iterate model = Lasso.of(engine, restricted, input, lambda).first(support.values())) {
                line2 = SparseSolution.of(engine, scope, model, lambda, List.of(), 0)
                        .fit();
            }
            monitor.progress(0.6, "line 3: on the support of the pooled code");
            SparseSolution last =
                    solver.minimise(engine, scope, restricted, input, lambda, support.values(), monitor.part(0.6, 1));
            PooledCode z = restricted.code(scope, last.code());
            Img<FloatType> code = engine.download(engine.unpool(scope, z, Unpooling.SWITCHES));
            return new RecoveredCode(
                    engine.downloadCode(z), code, engine.download(last.signal()), norm, line1, line2, last.fit());
        }
    }

    private static double steepest(Engine engine, ShiftDictionary all, FeatureMap x) {
        try (Scope local = new Scope()) {
            MapNorms magnitudes = engine.magnitudes(all.analyse(local, x));
            return magnitudes.largest();
        }
    }
}
