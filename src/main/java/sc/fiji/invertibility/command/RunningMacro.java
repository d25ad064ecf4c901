package sc.fiji.invertibility.command;

import ij.macro.Interpreter;

/** The macro that called the current command, if any. */
final class RunningMacro {

    private RunningMacro() {}

    /** Ends the macro, which would otherwise continue without the results of the command. */
    static void end() {
        Interpreter macro = Interpreter.getInstance();
        if (macro == null) return;
        // Aborting waits for the macro to end, and the macro waits for this command; hence another thread.
        Thread abort = new Thread(macro::abortMacro, "abort macro");
        abort.setDaemon(true);
        abort.start();
        while (!macro.done() && abort.isAlive()) Thread.onSpinWait();
    }
}
