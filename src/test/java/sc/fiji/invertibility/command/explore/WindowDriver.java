package sc.fiji.invertibility.command.explore;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.swing.JSlider;

/** A hand on the mouse that finds components by their names. */
final class WindowDriver {

    private static final long PATIENCE_MILLISECONDS = 120_000;

    private static final int CLICKS = 5;

    private final Robot robot;

    WindowDriver() throws Exception {
        robot = new Robot();
        robot.setAutoDelay(15);
    }

    /** Clicks into the middle of a component. */
    void click(Component component) throws Exception {
        Point at = middle(component);
        robot.mouseMove(at.x, at.y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    /** Clicks again where nothing came of it: a dialog moves its buttons once more when it has read its folder. */
    void clickUntil(Component component, BooleanSupplier done) throws Exception {
        for (int click = 0; click < CLICKS && component.isShowing() && !done.getAsBoolean(); click++) {
            click(component);
            for (int wait = 0; wait < 100 && component.isShowing() && !done.getAsBoolean(); wait++) Thread.sleep(50);
        }
    }

    /** Drags a slider's knob to a part of its way, in small moves as a hand does. */
    void drag(JSlider slider, double part) throws Exception {
        Point corner = onUi(slider::getLocationOnScreen);
        int inset = 10, way = slider.getWidth() - 2 * inset;
        double place = (slider.getValue() - slider.getMinimum()) / (double) (slider.getMaximum() - slider.getMinimum());
        int from = corner.x + inset + (int) (place * way), to = corner.x + inset + (int) (part * way);
        int y = corner.y + slider.getHeight() / 2;
        robot.mouseMove(from, y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        int steps = 20;
        for (int i = 1; i <= steps; i++) robot.mouseMove(from + (to - from) * i / steps, y);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    /** Drags a component's middle away. */
    void drag(Component component, int dx, int dy) throws Exception {
        Point at = middle(component);
        robot.mouseMove(at.x, at.y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        for (int i = 1; i <= 10; i++) robot.mouseMove(at.x + dx * i / 10, at.y + dy * i / 10);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    /** Turns the wheel over a component; negative is away from the user, which enlarges. */
    void wheel(Component component, int notches) throws Exception {
        Point at = middle(component);
        robot.mouseMove(at.x, at.y);
        for (int i = 0; i < Math.abs(notches); i++) robot.mouseWheel(Integer.signum(notches));
        robot.waitForIdle();
    }

    private Point middle(Component component) throws Exception {
        Point at = onUi(component::getLocationOnScreen);
        return new Point(at.x + component.getWidth() / 2, at.y + component.getHeight() / 2);
    }

    /** The component of a type and a name that is seen in one of the windows; waits for it. */
    static <C extends Component> C find(Class<C> type, Predicate<C> which) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (System.currentTimeMillis() < end) {
            C found = onUi(() -> {
                for (Window window : Window.getWindows()) {
                    C inside = window.isShowing() ? inside(window, type, which) : null;
                    if (inside != null) return inside;
                }
                return null;
            });
            if (found != null) return found;
            Thread.sleep(50);
        }
        throw new AssertionError("there is no such " + type.getSimpleName());
    }

    private static <C extends Component> C inside(Container root, Class<C> type, Predicate<C> which) {
        Deque<Component> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            Component next = open.poll();
            if (type.isInstance(next) && next.isShowing() && which.test(type.cast(next))) return type.cast(next);
            if (next instanceof Container container) for (Component child : container.getComponents()) open.add(child);
        }
        return null;
    }

    static void await(String what, BooleanSupplier condition) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (!condition.getAsBoolean()) {
            if (System.currentTimeMillis() > end) throw new AssertionError("never: " + what);
            Thread.sleep(5);
        }
    }

    static <T> T onUi(Callable<T> question) throws Exception {
        FutureTask<T> task = new FutureTask<>(question);
        EventQueue.invokeAndWait(task);
        return task.get();
    }
}
