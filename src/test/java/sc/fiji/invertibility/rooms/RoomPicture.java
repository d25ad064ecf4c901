package sc.fiji.invertibility.rooms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws the rooms as an SVG image: {@code docs/images/architecture.svg}, or a given file. */
final class RoomPicture {

    static final Path FILE = Path.of("docs/images/architecture.svg");

    private static final int BOX = 350, HEIGHT = 90, FLOOR = 130, TOP = 20;
    /** The letters of a line in a box. */
    private static final int LINE = 50;

    private final RoomGraph graph;
    private final RoomLayout layout;

    private RoomPicture(RoomGraph graph) {
        this.graph = graph;
        this.layout = new RoomLayout(graph);
    }

    public static void main(String[] arguments) throws IOException {
        Files.writeString(arguments.length > 0 ? Path.of(arguments[0]) : FILE, svg());
    }

    /** The picture of the code as it is now. */
    static String svg() {
        return new RoomPicture(RoomGraph.ofThePlugin()).drawn();
    }

    private String drawn() {
        int width = RoomLayout.WIDTH, height = TOP + layout.floors() * FLOOR + 20;
        List<String> lines = new ArrayList<>();
        lines.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height
                + "\" font-family=\"sans-serif\" font-size=\"13\">");
        lines.add("<title>The packages of the plugin, and which use which</title>");
        lines.add("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\""
                + " markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\" fill=\"#555\"/></marker></defs>");
        lines.add("<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"white\"/>");
        for (Room room : Room.FROM_THE_GROUND) for (Room used : graph.usesDirectly(room)) lines.add(arrow(room, used));
        for (Room room : Room.FROM_THE_GROUND) lines.addAll(box(room));
        lines.add(text(
                width / 2,
                height - 10,
                13,
                "An arrow: uses. What follows from other arrows is left out. Blue: uses ImageJ or SciJava; grey: ImgLib2"
                        + " alone."));
        lines.add("</svg>\n");
        return String.join("\n", lines);
    }

    private int top(int floor) {
        return TOP + (layout.floors() - 1 - floor) * FLOOR;
    }

    /** A line through the gaps that the layout has left on the floors between. */
    private String arrow(Room from, Room to) {
        int x = layout.centre(from), y = top(graph.floor(from)) + HEIGHT;
        StringBuilder path = new StringBuilder("M" + x + " " + y);
        for (int floor = graph.floor(from) - 1; floor >= graph.floor(to); floor--) {
            boolean there = floor == graph.floor(to);
            int toX = there ? layout.centre(to) : layout.gap(from, to, floor), toY = top(floor), bend = (toY - y) / 2;
            path.append(String.format(Locale.ROOT, "C%d %d %d %d %d %d", x, y + bend, toX, toY - bend, toX, toY));
            if (!there) path.append("V").append(toY + HEIGHT);
            x = toX;
            y = toY + HEIGHT;
        }
        return "<path d=\"" + path + "\" fill=\"none\" stroke=\"#555\" marker-end=\"url(#tip)\"/>";
    }

    private List<String> box(Room room) {
        int middle = layout.centre(room), y = top(graph.floor(room));
        boolean blue = graph.isInImageJ(room);
        List<String> lines = new ArrayList<>();
        lines.add("<rect x=\"" + (middle - BOX / 2) + "\" y=\"" + y + "\" width=\"" + BOX + "\" height=\"" + HEIGHT
                + "\" rx=\"6\" fill=\"" + (blue ? "#dce9f7" : "#eee") + "\" stroke=\"" + (blue ? "#36c" : "#777")
                + "\"/>");
        lines.add("<text x=\"" + middle + "\" y=\"" + (y + 21)
                + "\" text-anchor=\"middle\" font-weight=\"bold\" font-size=\"15\">" + room.title() + "</text>");
        List<String> words = wrapped(room.purpose());
        for (int i = 0; i < words.size(); i++) lines.add(text(middle, y + 40 + 17 * i, 13, words.get(i)));
        if (!graph.parts(room).isEmpty())
            lines.add(text(middle, y + HEIGHT - 12, 11, "with " + String.join(", ", graph.parts(room))));
        return lines;
    }

    private static List<String> wrapped(String sentence) {
        int end = sentence.length() <= LINE ? sentence.length() : sentence.lastIndexOf(' ', LINE);
        return end == sentence.length()
                ? List.of(sentence)
                : List.of(sentence.substring(0, end), sentence.substring(end + 1));
    }

    private static String text(int x, int y, int size, String words) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"middle\" font-size=\"" + size + "\" fill=\"#222\">"
                + words.replace("&", "&amp;").replace("<", "&lt;") + "</text>";
    }
}
