package sc.fiji.invertibility.command.explore;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * An image under exploration. A thread of its own computes the newest setting for the visible part, and skips outdated
 * requests. When nothing else is left to do, it measures the errors at other percentages. All methods must be called
 * from one thread; the executor calls the listener.
 */
final class Explorer implements AutoCloseable {

    private final InputImage image;
    private final Executor listeners;
    private final ExplorerListener listener;
    private final KeptEngine engine;
    private final LatestTask worker;
    private Settings settings = Settings.initial();
    private Rectangle visible;
    private int z, t;

    // Used by the worker's thread only.
    private final Comparer comparer;
    private final KeepCurve curve = new KeepCurve();
    private Settings bankShown;

    /**
     * @param image the image to explore, at the plane that the user sees
     * @param opener opens the engine of a named device
     * @param listeners calls the listener
     * @param listener receives the results
     */
    Explorer(InputImage image, Function<String, Engine> opener, Executor listeners, ExplorerListener listener) {
        this.image = image;
        this.listeners = listeners;
        this.listener = listener;
        this.visible = image.region();
        this.z = image.image().getZ();
        this.t = image.image().getT();
        this.comparer = new Comparer(image);
        this.engine = new KeptEngine(opener);
        this.worker = new LatestTask("Explore Invertibility", engine::close);
    }

    Settings settings() {
        return settings;
    }

    /** Changes the setting; less is computed for a draft, which will soon change again. */
    void change(Settings next, boolean draft) {
        settings = next;
        compute(draft);
    }

    /** Changes the visible part of the image. */
    void look(Rectangle pixels, boolean draft) {
        visible = pixels;
        compute(draft);
    }

    /** Changes the plane; {@return whether it is another one than before}. */
    boolean go(int otherZ, int otherT) {
        if (otherZ == z && otherT == t) return false;
        z = otherZ;
        t = otherT;
        compute(false);
        return true;
    }

    /** Stops, and soon releases the thread and the device memory. Does not wait for that. */
    @Override
    public void close() {
        worker.close();
    }

    /** Waits until they are released; {@return whether they are}. */
    boolean awaitEnd(long milliseconds) throws InterruptedException {
        return worker.awaitEnd(milliseconds);
    }

    /** Whether a comparison belongs to the current setting and view, and is no draft. */
    boolean isNewest(Comparison comparison) {
        return comparison.settings().equals(settings) && comparison.part().equals(part(false));
    }

    private Part part(boolean draft) {
        int longest = draft ? Region.LONGEST_DRAFT : Region.LONGEST;
        if (settings.filters().isNetwork()) longest /= Region.NETWORK;
        return new Part(z, t, Region.of(visible, image.region(), longest));
    }

    private void compute(boolean draft) {
        Settings wanted = settings;
        Part part = part(draft);
        worker.submit(draft, monitor -> {
            try {
                compare(wanted, part, monitor);
                if (!draft && !wanted.filters().isNetwork()) measureKept(wanted, part, monitor);
            } catch (WeightsException e) {
                tell(monitor, () -> listener.failed("weights: " + e.getMessage()));
            } catch (IOException | IllegalArgumentException | OutOfDeviceMemory | DeviceFailure e) {
                tell(monitor, () -> listener.failed(e.getMessage()));
            } catch (OutOfMemoryError e) {
                tell(monitor, () -> listener.failed("not enough memory: look at a smaller part of the image"));
            }
        });
    }

    private void compare(Settings wanted, Part part, Monitor monitor) throws IOException {
        tell(monitor, listener::computing);
        if (!Comparer.sameFilters(wanted, bankShown)) {
            var bank = comparer.bank(wanted);
            tell(monitor, () -> listener.filters(wanted, bank));
            bankShown = wanted;
        }
        List<Comparison.Step> steps = new ArrayList<>();
        engine.run(on -> {
            long began = System.nanoTime();
            steps.clear();
            Comparison comparison = comparer.compare(on, wanted, part, monitor, step -> {
                steps.add(step);
                List<Comparison.Step> soFar = List.copyOf(steps);
                tell(monitor, () -> listener.course(soFar));
            });
            double milliseconds = (System.nanoTime() - began) / 1e6;
            String device = on.device().name();
            curve.add(comparison);
            tell(monitor, () -> listener.compared(comparison, milliseconds, device));
            return comparison;
        });
    }

    private void measureKept(Settings wanted, Part part, Monitor monitor) throws IOException {
        tellCurve(monitor);
        for (double keep : curve.missing()) {
            curve.add(engine.run(on -> comparer.compare(on, wanted.withKeep(keep), part, monitor, step -> {})));
            tellCurve(monitor);
        }
    }

    private void tellCurve(Monitor monitor) {
        SortedMap<Double, Double> soFar = curve.errors();
        tell(monitor, () -> listener.errorsByKeep(soFar));
    }

    private void tell(Monitor monitor, Runnable news) {
        listeners.execute(() -> {
            if (!monitor.cancelled()) news.run();
        });
    }
}
