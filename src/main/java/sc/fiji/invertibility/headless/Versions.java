package sc.fiji.invertibility.headless;

import ij.IJ;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.util.VersionUtils;

/** What a run's results may depend on besides its values: looked up once, since finding the plugin's own takes long. */
final class Versions {

    static final Map<String, String> ALL = Collections.unmodifiableMap(all());

    private Versions() {}

    private static Map<String, String> all() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("plugin", VersionUtils.getVersion(Versions.class));
        versions.put("imagej", IJ.getVersion());
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return versions;
    }
}
