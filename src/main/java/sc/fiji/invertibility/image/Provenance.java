package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a result was made: names and values, one per line, in front of what ImageJ shows as an image's info and keeps in
 * its TIFF files.
 *
 * @param entries names and values, in their order
 */
public record Provenance(Map<String, String> entries) {

    /** {@return a record without entries} */
    public static Provenance empty() {
        return new Provenance(Map.of());
    }

    /**
     * Returns this record with one more entry.
     *
     * @param name the name of the entry
     * @param value its value, shown as text
     * @return the longer record
     */
    public Provenance with(String name, Object value) {
        Map<String, String> longer = new LinkedHashMap<>(entries);
        longer.put(name, String.valueOf(value));
        return new Provenance(longer);
    }

    /** {@return the entries as lines {@code name: value}} */
    public String text() {
        StringBuilder text = new StringBuilder();
        entries.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    void writeTo(ImagePlus result, ImagePlus source) {
        Object inherited = source.getProperty("Info");
        result.setProperty("Info", inherited == null ? text() : text() + "\n" + inherited);
    }
}
