package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;

/** The windows of results. Public for ImageJ's macros. */
public class ResultWindowsTest {

    private static Context context;

    @Test
    void afterARunInAMacroTheReconstructionIsActive() throws Exception {
        List<String> lines = OnScreen.run(ResultWindowsTest.class);
        List<String> expected = new ArrayList<>(Collections.nCopies(12, "photo-reconstruction"));
        for (int i = 1; i < expected.size(); i++) expected.set(i, "photo-reconstruction-" + (i + 1));
        assertEquals(expected, lines.subList(0, 12));
        assertEquals("12 rows, last of photo: count=4 keep=50 iterations=2 device=Java, iteration 2", lines.get(12));
        assertEquals("4 places", lines.get(13));
        assertEquals("recorded: ", lines.get(14), "tables that make room are not the user's doing");
        assertEquals("Results, Results-2, Results-3", lines.get(15), "each table that made room has its own title");
        assertEquals("12 rows, 1 row", lines.get(16), "what made room keeps its rows");
        assertEquals("5 in Results", lines.get(17), "a macro that read the table before reads the new rows");
        assertEquals("wide: false", lines.get(18), "a result does not cover ImageJ's menus");
    }

    @Test
    void windowsDoNotCoverEachOtherWhileThereIsRoom() {
        Rectangle screen = new Rectangle(0, 27, 1366, 741);
        WindowPositions places = new WindowPositions(screen);
        List<Rectangle> taken = new ArrayList<>(List.of(new Rectangle(0, 27, 320, 340)));
        for (int i = 0; i < 4; i++) {
            Rectangle place = places.next(new Rectangle(0, 0, 320, 340), taken);
            assertTrue(screen.contains(place), place.toString());
            for (Rectangle other : taken) assertFalse(place.intersects(other), place + " meets " + other);
            taken.add(place);
        }
        assertEquals(new Rectangle(320, 27, 320, 340), taken.get(1), "beside the image");
        for (int i = 0; i < 9; i++) taken.add(places.next(new Rectangle(0, 0, 900, 700), taken));
        assertEquals(taken.size(), taken.stream().distinct().count(), "no window hides another one wholly");
    }

    /** What the first test runs on a screen. */
    public static void main(String[] words) throws Exception {
        OnScreen.endOnErrors();
        new ImageJ();
        context = PlainContext.create();
        ImagePlus photo = IJ.createImage("photo", "8-bit ramp", 200, 150, 1);
        photo.show();
        for (int i = 0; i < 12; i++)
            System.out.println(new Interpreter()
                    .run(
                            "call('" + ResultWindowsTest.class.getName()
                                    + ".reconstruct'); wait(50); return getTitle();",
                            ""));
        System.out.println(new Interpreter().run("""
                return "" + nResults + " rows, last of " + getResultString("image", 11) + ": "
                    + Table.getString("settings", 11) + ", iteration " + Table.get("iteration", 11);
                """, ""));
        List<Rectangle> places = new ArrayList<>(List.of(photo.getWindow().getBounds()));
        for (String name : List.of("photo-errors", "photo-switches", "photo-reconstruction")) {
            Rectangle place = WindowManager.getImage(name).getWindow().getBounds();
            if (places.stream().noneMatch(place::intersects)) places.add(place);
        }
        System.out.println(places.size() + " places");
        Recorder recorder = new Recorder();
        ResultsTable other = new ResultsTable();
        other.incrementCounter();
        other.addValue("another column", 1);
        new ResultsRows(other).add();
        System.out.println("recorded: "
                + recorder.getText().replaceAll("(?m)^(?!.*Table).*$", "").strip());
        System.out.println(new Interpreter().run("""
                before = Table.get("another column", 0);
                call('%s.measure', 5);
                selectImage("photo");
                tables = newArray(0);
                windows = getList("window.titles");
                for (i = 0; i < windows.length; i++)
                    if (startsWith(windows[i], "Results")) tables = Array.concat(tables, windows[i]);
                Array.sort(tables);
                now = Table.get("third column", 0);
                return String.join(tables, ", ") + "\\n" + Table.size("Results-2") + " rows, " + Table.size("Results-3")
                    + " row\\n" + now + " in Results";
                """.formatted(ResultWindowsTest.class.getName()), ""));
        ImagePlus wide = IJ.createImage("wide", "8-bit ramp", 1200, 60, 1);
        ResultWindows.show(List.of(wide), photo);
        System.out.println("wide: "
                + wide.getWindow().getBounds().intersects(IJ.getInstance().getBounds()));
        System.exit(0);
    }

    /** Called by the macro: another command's table. */
    public static String measure(String value) {
        ResultsTable third = new ResultsTable();
        third.incrementCounter();
        third.addValue("third column", Double.parseDouble(value));
        new ResultsRows(third).add();
        return "";
    }

    /** Called by the macro. */
    public static String reconstruct() throws Exception {
        Map<String, Object> parameters = Map.of("keep", 50.0, "count", 4, "iterations", 2, "device", "Java");
        Map<String, Object> inputs = new HashMap<>(parameters);
        inputs.put("image", WindowManager.getImage("photo"));
        return String.valueOf(context.service(CommandService.class)
                .run(ReconstructFromLayer.class, true, inputs)
                .get()
                .isCanceled());
    }
}
