package sc.fiji.invertibility.command.explore;

import ij.ImageJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;
import sc.fiji.invertibility.image.Pictures;

/** Makes images while ImageJ's macro recorder is open; ends with 0 if the first line that it notes makes them again. */
public final class RecordedImages {

    private RecordedImages() {}

    /** No arguments. */
    public static void main(String[] none) throws Exception {
        new ImageJ();
        new Recorder();
        ImagePlus image = Pictures.noise(8, 20, 20);
        image.show();
        String before = Recorder.getInstance().getText();
        Settings settings = Settings.initial().withCount(2).withSize(3);
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (Context context = PlainContext.create()) {
            new CommandImages(context.service(CommandService.class), image).make(settings, said::add);
            String sentence = News.next(said);
            String noted = Recorder.getInstance().getText().substring(before.length());
            System.out.println(sentence + "\n" + noted);
            System.exit(noted.startsWith(MacroLine.of(settings) + "\n") ? 0 : 1);
        }
    }
}
