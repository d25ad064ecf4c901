package sc.fiji.invertibility.command.explore;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.util.function.Consumer;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSpinner;
import javax.swing.ListSelectionModel;
import javax.swing.SpinnerNumberModel;
import javax.swing.event.ListSelectionEvent;
import sc.fiji.invertibility.filters.FilterBank;

/** The list of filters, their picture, and their number and size. */
final class FilterPanel extends JPanel {

    private static final long serialVersionUID = 1;

    private static final int MOST_FILTERS = 1024, LARGEST_FILTER = 15;

    private final DefaultListModel<FilterChoice> entries = new DefaultListModel<>();
    private final JList<FilterChoice> list = new JList<>(entries);
    private final MontageView montage = new MontageView();
    private final JSpinner count = new JSpinner(new SpinnerNumberModel(64, 1, MOST_FILTERS, 8));
    private final JSpinner size = new JSpinner(new SpinnerNumberModel(5, 1, LARGEST_FILTER, 2));
    private final transient Consumer<Settings> listener;
    private transient Settings settings;
    private boolean quiet;

    /**
     * @param listener is notified of a new setting
     * @param open asks for a file of weights
     */
    FilterPanel(Consumer<Settings> listener, Runnable open) {
        super(new BorderLayout(0, 4));
        this.listener = listener;
        list.setName("Filters");
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setVisibleRowCount(6);
        list.setCellRenderer(new FilterNames());
        list.addListSelectionListener(this::chosen);
        JScrollPane scroll = new JScrollPane(list);
        scroll.setPreferredSize(new Dimension(230, 118));
        JButton file = new JButton("Open weights...");
        file.setToolTipText("Filters of a network from a Caffe, MatConvNet, Keras, PyTorch, ONNX or NumPy file");
        file.addActionListener(at -> open.run());
        JPanel top = new JPanel(new BorderLayout(0, 4));
        top.add(new JLabel("Filters"), BorderLayout.NORTH);
        top.add(scroll, BorderLayout.CENTER);
        top.add(file, BorderLayout.SOUTH);
        add(top, BorderLayout.NORTH);
        add(montage, BorderLayout.CENTER);
        add(numbers(), BorderLayout.SOUTH);
    }

    private JPanel numbers() {
        count.setName("Number");
        size.setName("Size");
        count.setToolTipText("How many filters are made; families other than random ones may have fewer");
        size.setToolTipText("Width and height of a filter in pixels, an odd number");
        count.addChangeListener(at -> tell(settings.withCount((Integer) count.getValue())));
        size.addChangeListener(at -> tell(settings.withSize((Integer) size.getValue() | 1)));
        JPanel numbers = new JPanel();
        numbers.setLayout(new BoxLayout(numbers, BoxLayout.X_AXIS));
        numbers.add(new JLabel("Number "));
        numbers.add(narrow(count, 4));
        numbers.add(Box.createHorizontalGlue());
        numbers.add(new JLabel("Size "));
        numbers.add(narrow(size, 2));
        return numbers;
    }

    private static JSpinner narrow(JSpinner spinner, int digits) {
        ((JSpinner.DefaultEditor) spinner.getEditor()).getTextField().setColumns(digits);
        spinner.setMaximumSize(spinner.getPreferredSize());
        return spinner;
    }

    private void chosen(ListSelectionEvent e) {
        FilterChoice choice = list.getSelectedValue();
        if (!e.getValueIsAdjusting() && choice != null) tell(settings.withFilters(choice));
    }

    private void tell(Settings next) {
        if (!quiet) listener.accept(next);
    }

    /** Adds an entry, if it is not there yet. */
    void add(FilterChoice entry) {
        if (!entries.contains(entry)) entries.addElement(entry);
    }

    /** Chooses an entry, as if the user had done so. */
    void choose(FilterChoice entry) {
        list.setSelectedValue(entry, true);
    }

    /** Shows a setting. */
    void show(Settings shown) {
        quiet = true;
        settings = shown;
        list.setSelectedValue(shown.filters(), true);
        count.setValue(shown.count());
        size.setValue(shown.size());
        boolean made = shown.filters() instanceof MadeFilters;
        count.setEnabled(made);
        size.setEnabled(made);
        quiet = false;
    }

    /** Shows what the filters look like. */
    void show(Settings shown, FilterBank bank) {
        montage.show(shown, bank);
    }
}
