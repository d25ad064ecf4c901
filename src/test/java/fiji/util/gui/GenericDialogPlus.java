package fiji.util.gui;

import ij.gui.GenericDialog;

/**
 * The dialog that CLIJ2's operations need to load, and never open here. Fiji has the real one in fiji-lib, which
 * is not on Maven Central.
 */
public class GenericDialogPlus extends GenericDialog {

    private static final long serialVersionUID = 1;

    /** Never called. */
    public GenericDialogPlus(String title) {
        super(title);
    }
}
