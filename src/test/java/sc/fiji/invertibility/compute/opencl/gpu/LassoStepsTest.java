package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.LassoNorms;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter.Kind;
import sc.fiji.invertibility.compute.opencl.device.FailingDriver;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** Whole iterations need few launches, and are left to the single operations where there is no room. */
class LassoStepsTest {

    private static final Shape SIGNAL = new Shape(16, 15, 15);
    private static final FilterBank BANK = GaussianFilters.unitNorm(20, 16, 3, 1);

    /** W, x and a point. */
    private record Problem(Engine engine, Scope scope, PackedFilters w, FeatureMap x, LassoPoint z) {

        static Problem on(Engine engine, Scope scope, FilterBank bank) {
            FeatureMap x = engine.zeros(scope, SIGNAL), h = engine.zeros(scope, SIGNAL.activations(bank));
            return new Problem(engine, scope, engine.pack(scope, bank), x, new LassoPoint(h, x, h));
        }

        Optional<LassoStep> step() {
            return engine.lassoStep(scope, w, x, new ProximalStep(z, z, 0.5, 1, 1, Double.NaN));
        }

        Optional<GramPowers> powers(int count) {
            return engine.gramPowers(scope, w, x, count);
        }

        /** Takes a step, and forgets it. */
        boolean stepped() {
            Optional<LassoStep> step = step();
            step.ifPresent(Problem::waitFor);
            return step.isPresent();
        }

        /** Takes two steps, the second of which is expected, and forgets both. */
        boolean steppedTwice() {
            Optional<LassoStep> first = engine.lassoStep(scope, w, x, new ProximalStep(z, z, 0.5, 1, 1, 0.25));
            try (Scope norms = new Scope()) {
                first.ifPresent(taken -> norms.own(taken.norms()));
                Optional<LassoStep> second = first.flatMap(taken ->
                        engine.lassoStep(scope, w, x, new ProximalStep(z, taken.to(), 0.25, 1, 1, Double.NaN)));
                second.ifPresent(Problem::waitFor);
                return second.isPresent();
            }
        }

        private static void waitFor(LassoStep taken) {
            try (Pending<LassoNorms> norms = taken.norms()) {
                norms.get();
            }
        }
    }

    @Test
    void aStepIsFiveLaunchesAndOneRead() {
        try (Engine engine = GpuTestDevice.open();
                Scope scope = new Scope()) {
            Problem problem = Problem.on(engine, scope, BANK);
            assertTrue(problem.stepped());
            try (DriverCallCounter counter = DriverCallCounter.start()) {
                assertTrue(problem.stepped());
                // The step, two filterings with a kernel in between, and the correlations.
                assertEquals(5, counter.of(Kind.LAUNCH));
                assertEquals(1, counter.of(Kind.READ));
            }
        }
    }

    @Test
    void anExpectedStepIsFourLaunches() {
        try (Engine engine = GpuTestDevice.open();
                Scope scope = new Scope()) {
            Problem problem = Problem.on(engine, scope, BANK);
            assertTrue(problem.stepped());
            assertEquals(List.of(5, 4, 4, 5), launches(problem, 0.25, 0.25, 0.25, 0.5));
            assertEquals(List.of(5, 5, 4), launches(problem, 0.25, 0.5, 0.5), "which was not so expected");
        }
    }

    /** The launches for steps in turn, after each of which another one with the same β is expected. */
    private static List<Integer> launches(Problem problem, double... betas) {
        List<Integer> launches = new ArrayList<>();
        LassoPoint before = problem.z, z = problem.z;
        try (Scope scope = new Scope()) {
            for (double beta : betas) {
                ProximalStep step = new ProximalStep(before, z, beta, 1, 1, beta);
                try (DriverCallCounter counter = DriverCallCounter.start()) {
                    LassoStep taken = problem.engine
                            .lassoStep(scope, problem.w, problem.x, step)
                            .orElseThrow();
                    scope.own(taken.norms());
                    launches.add(counter.of(Kind.LAUNCH));
                    before = z;
                    z = taken.to();
                }
            }
        }
        return launches;
    }

    @Test
    void aPowerIsFourLaunchesAndAllTheirNormsAreReadTogether() {
        try (Engine engine = GpuTestDevice.open();
                Scope scope = new Scope()) {
            Problem problem = Problem.on(engine, scope, BANK);
            problem.powers(1).orElseThrow().squaredNorms().close();
            try (DriverCallCounter counter = DriverCallCounter.start()) {
                GramPowers powers = problem.powers(3).orElseThrow();
                assertEquals(3, powers.squaredNorms().get().length);
                powers.squaredNorms().close();
                assertEquals(1 + 3 * 4, counter.of(Kind.LAUNCH));
                assertEquals(1, counter.of(Kind.READ));
            }
        }
    }

    @Test
    void otherFiltersAreLeftToTheSingleOperations() {
        try (Engine engine = GpuTestDevice.open();
                Scope scope = new Scope()) {
            for (FilterBank bank : new FilterBank[] {
                BANK.withStride(2), GaussianFilters.unitNorm(16, 16, 5, 1), BANK.withBias(ones(20))
            }) {
                Problem problem = Problem.on(engine, scope, bank);
                assertTrue(problem.step().isEmpty());
                assertTrue(problem.powers(1).isEmpty());
            }
        }
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void mapsOfOtherSizesAreRefused() {
        try (Engine engine = GpuTestDevice.open();
                Scope scope = new Scope()) {
            Problem problem = Problem.on(engine, scope, BANK);
            LassoPoint z = problem.z, swapped = new LassoPoint(z.signal(), z.code(), z.correlations());
            ProximalStep step = new ProximalStep(swapped, z, 0.5, 1, 1, Double.NaN);
            assertThrows(IllegalArgumentException.class, () -> engine.lassoStep(scope, problem.w, problem.x, step));
        }
    }

    /** Whichever call has no memory, nothing is left behind, and the next step works. */
    @Test
    void aShortageLeavesNothingBehind() {
        try (Engine engine = GpuTestDevice.open();
                Scope scope = new Scope()) {
            Problem problem = Problem.on(engine, scope, BANK);
            assertTrue(problem.steppedTwice());
            int calls;
            try (FailingDriver counting = FailingDriver.never()) {
                problem.steppedTwice();
                calls = counting.calls();
            }
            for (int n = 1; n <= calls; n++) {
                engine.trim();
                long before = engine.bytesInUse();
                try (Scope local = new Scope();
                        FailingDriver failing = FailingDriver.once(n, -4)) {
                    new Problem(engine, local, problem.w, problem.x, problem.z).steppedTwice();
                    assertTrue(failing.calls() >= n, "call " + n);
                } catch (OutOfDeviceMemory e) {
                    // The norms could not be read.
                }
                engine.trim();
                assertTrue(engine.bytesInUse() <= before, "call " + n);
                assertTrue(problem.steppedTwice(), "after call " + n);
            }
        }
    }
}
