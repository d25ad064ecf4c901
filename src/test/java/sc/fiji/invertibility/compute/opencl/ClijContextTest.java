package sc.fiji.invertibility.compute.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLBuffer;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.coremem.enums.NativeTypeEnum;
import net.haesleinhuepf.clij2.CLIJ2;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.GaussianFilters;

/** The engine beside the user's own CLIJ2 work: in the same context, and without harm to it. */
class ClijContextTest {

    private static OpenClDevice clijDevice() {
        OpenClTestDevice.first();
        ClearCLContext clij = CLIJ2.getInstance().getCLIJ().getClearCLContext();
        List<OpenClDevice> same = OpenClDevice.found().stream()
                .filter(device ->
                        device.device().name().startsWith(clij.getDevice().getName()))
                .toList();
        Assumptions.assumeTrue(same.size() == 1, "several devices of one name: CLIJ2's own is not told apart here");
        return same.get(0);
    }

    @Test
    void theRealClij2LendsItsContext() {
        OpenClDevice device = clijDevice();
        assertSame(
                CLIJ2.getInstance().getCLIJ().getClearCLContext(),
                device.opened().context());
    }

    @Test
    void theUsersBuffersStayAndOursGo() {
        OpenClDevice device = clijDevice();
        CLIJ2 clij2 = CLIJ2.getInstance();
        ClearCLBuffer users = clij2.create(new long[] {4, 4, 4}, NativeTypeEnum.Float);
        String before = clij2.getCLIJ().getClearCLContext().reportAboutAllocatedImages();
        Scope scope = new Scope();
        try (Engine engine = device.open()) {
            FeatureMap x = engine.zeros(scope, new Shape(3, 20, 30));
            engine.convolve(scope, x, engine.pack(scope, GaussianFilters.scaled(16, 3, 3, 1)), Rectification.RELU);
            assertTrue(
                    clij2.getCLIJ()
                                    .getClearCLContext()
                                    .reportAboutAllocatedImages()
                                    .length()
                            > before.length(),
                    "CLIJ2 knows of our buffers");
        }
        assertEquals(before, clij2.getCLIJ().getClearCLContext().reportAboutAllocatedImages());
        scope.close();
        users.fill((byte) 0, true);
        users.close();
    }

    @Test
    void aContextThatClij2ClosedIsReplaced() {
        OpenClDevice device = clijDevice();
        ClearCLContext old = device.opened().context();
        CLIJ2.getInstance().getCLIJ().close();
        try (Engine engine = device.open();
                Scope scope = new Scope()) {
            FeatureMap x = engine.zeros(scope, new Shape(1, 2, 2));
            assertEquals(0, engine.dot(x, x));
        }
        assertNotSame(old, device.opened().context());
    }
}
