package sc.fiji.invertibility.headless;

import java.util.HashMap;
import java.util.Map;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;

/**
 * Preferences that are forgotten when Java ends. The runner reads and writes none of the user's, and Java complains,
 * with a stack trace at times, where it cannot keep any in the home folder.
 */
final class InMemoryPreferences extends AbstractPreferences {

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, InMemoryPreferences> children = new HashMap<>();

    /** What Java asks for preferences. */
    public static final class Factory implements PreferencesFactory {

        private final Preferences all = new InMemoryPreferences(null, "");

        /** Makes these the preferences of this Java, if it has not asked for any yet: as any class of them does. */
        static void install() {
            System.setProperty("java.util.prefs.PreferencesFactory", Factory.class.getName());
        }

        /** Called by Java, which makes its factory itself. */
        public Factory() {}

        @Override
        public Preferences systemRoot() {
            return all;
        }

        @Override
        public Preferences userRoot() {
            return all;
        }
    }

    private InMemoryPreferences(AbstractPreferences parent, String name) {
        super(parent, name);
    }

    @Override
    protected void putSpi(String key, String value) {
        values.put(key, value);
    }

    @Override
    protected String getSpi(String key) {
        return values.get(key);
    }

    @Override
    protected void removeSpi(String key) {
        values.remove(key);
    }

    @Override
    protected String[] keysSpi() {
        return values.keySet().toArray(String[]::new);
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
        return children.computeIfAbsent(name, missing -> new InMemoryPreferences(this, missing));
    }

    @Override
    protected String[] childrenNamesSpi() {
        return children.keySet().toArray(String[]::new);
    }

    @Override
    protected void removeNodeSpi() {
        values.clear();
    }

    @Override
    protected void syncSpi() {}

    @Override
    protected void flushSpi() {}
}
