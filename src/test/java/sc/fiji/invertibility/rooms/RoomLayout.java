package sc.fiji.invertibility.rooms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Where the rooms of a picture are: on floors, side by side, with gaps for the arrows that go past them. */
final class RoomLayout {

    /** The width of the picture. */
    static final int WIDTH = 900;

    /** A room, or a gap for the arrow between two rooms. */
    private record Slot(Room from, Room to, int floor) {}

    private final RoomGraph graph;
    private final Map<Slot, Integer> centres = new HashMap<>();

    RoomLayout(RoomGraph graph) {
        this.graph = graph;
        for (int floor = floors() - 1; floor >= 0; floor--) place(slots(floor));
    }

    int floors() {
        return 1 + Room.FROM_THE_GROUND.stream().mapToInt(graph::floor).max().orElse(0);
    }

    /** The horizontal centre of a room. */
    int centre(Room room) {
        return centres.get(slot(room));
    }

    /** The horizontal centre of the gap for an arrow on one of the floors between its ends. */
    int gap(Room from, Room to, int floor) {
        return centres.get(new Slot(from, to, floor));
    }

    private Slot slot(Room room) {
        return new Slot(room, room, graph.floor(room));
    }

    private List<Slot> slots(int floor) {
        List<Slot> slots = new ArrayList<>();
        for (Room room : Room.FROM_THE_GROUND) {
            if (graph.floor(room) == floor) slots.add(slot(room));
            for (Room used : graph.usesDirectly(room))
                if (graph.floor(room) > floor && graph.floor(used) < floor) slots.add(new Slot(room, used, floor));
        }
        return slots;
    }

    /** Below what leads there, so that few arrows cross. */
    private void place(List<Slot> slots) {
        ToDoubleFunction<Slot> above = slot -> Room.FROM_THE_GROUND.stream()
                .filter(room -> room.equals(slot.from())
                        || slot.from().equals(slot.to())
                                && graph.usesDirectly(room).contains(slot.to()))
                .filter(room -> graph.floor(room) > slot.floor())
                .mapToInt(room -> centres.getOrDefault(new Slot(room, slot.to(), slot.floor() + 1), centre(room)))
                .average()
                .orElse(0);
        List<Slot> sorted =
                slots.stream().sorted(Comparator.comparingDouble(above)).toList();
        for (int i = 0; i < sorted.size(); i++) centres.put(sorted.get(i), (2 * i + 1) * WIDTH / (2 * sorted.size()));
    }
}
