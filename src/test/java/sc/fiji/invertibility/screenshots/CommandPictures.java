package sc.fiji.invertibility.screenshots;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.awt.Robot;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;

/**
 * Runs each command, shows what it gives as ImageJ's own windows, and writes a picture of them: FOLDER [WEIGHTS [NAME]],
 * with a file of VGG-16's weights, or {@code -} for random filters, and one command's picture instead of all.
 */
final class CommandPictures {

    private CommandPictures() {}

    public static void main(String[] arguments) throws Exception {
        String weights = arguments.length < 2 || arguments[1].equals("-") ? "" : arguments[1];
        new ImageJ(ImageJ.NO_SHOW);
        Robot robot = new Robot();
        int failed = 0;
        try (Context context = PlainContext.create()) {
            CommandService commands = context.service(CommandService.class);
            for (Shot shot : Shot.all(weights)) {
                if (arguments.length > 2 && !shot.name().equals(arguments[2])) continue;
                String failure = take(shot, commands, robot, new File(arguments[0]));
                System.out.println(shot.name() + ": " + (failure.isEmpty() ? "done" : failure));
                if (!failure.isEmpty()) failed++;
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static String take(Shot shot, CommandService commands, Robot robot, File folder) throws Exception {
        CommandInfo command = commands.getCommands().stream()
                .filter(info -> info.getMenuPath().getLeaf() != null)
                .filter(info -> info.getMenuPath().getLeaf().getName().equals(shot.command()))
                .findFirst()
                .orElse(null);
        if (command == null) return "there is no command " + shot.command();
        Map<String, Object> inputs = new HashMap<>(shot.keys());
        if (!shot.image().isEmpty()) inputs.put("image", IJ.openImage(shot.image()));
        CommandModule module = commands.run(command, false, inputs).get();
        if (module.isCanceled()) return String.valueOf(module.getCancelReason());
        Album album = new Album(robot);
        for (Object output : module.getOutputs().values()) if (output instanceof ImagePlus image) album.add(image);
        for (Object output : module.getOutputs().values())
            if (output instanceof ResultsTable table && table.size() > 0) album.add(table);
        if (album.isEmpty()) return "it gave nothing to see";
        BufferedImage page = album.page();
        ImageIO.write(page, "png", new File(folder, shot.name() + ".png"));
        return "";
    }
}
