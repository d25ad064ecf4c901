package sc.fiji.invertibility.compute;

import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/** Maps on their way back to the heap, while their engine works on. To be closed before the engine. */
public interface Download extends AutoCloseable {

    /**
     * Waits for the maps, and not for what the engine was given to do after the download was started.
     *
     * @return an image of each map, with the axes (x, y, channel)
     */
    List<Img<FloatType>> images();

    @Override
    void close();
}
