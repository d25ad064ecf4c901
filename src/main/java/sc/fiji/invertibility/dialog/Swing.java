package sc.fiji.invertibility.dialog;

import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;

/** Swing's thread. */
final class Swing {

    private Swing() {}

    /** Runs something on Swing's thread, and waits until it is done. */
    static void run(Runnable work) throws InterruptedException {
        if (EventQueue.isDispatchThread()) {
            work.run();
            return;
        }
        try {
            EventQueue.invokeAndWait(work);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
