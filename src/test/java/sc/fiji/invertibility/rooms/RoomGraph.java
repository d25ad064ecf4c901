package sc.fiji.invertibility.rooms;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which rooms use which, and ImageJ or SciJava, as the compiled classes say. */
final class RoomGraph {

    private final Map<Room, Set<Room>> uses = new LinkedHashMap<>();
    private final Map<Room, Set<String>> parts = new LinkedHashMap<>();
    private final Set<Room> inImageJ = new LinkedHashSet<>();

    private RoomGraph() {
        for (Room room : Room.FROM_THE_GROUND) {
            uses.put(room, new LinkedHashSet<>());
            parts.put(room, new TreeSet<>());
        }
    }

    static RoomGraph ofThePlugin() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(Room.PLUGIN);
        RoomGraph graph = new RoomGraph();
        for (JavaClass type : classes) {
            Room room = roomOf(type.getPackageName());
            String own = Room.PLUGIN + "." + room.name();
            if (type.getPackageName().length() > own.length())
                graph.parts.get(room).add(type.getPackageName().substring(own.length() + 1));
            for (Dependency dependency : type.getDirectDependenciesFromSelf())
                graph.add(
                        room, dependency.getTargetClass().getBaseComponentType().getPackageName());
        }
        return graph;
    }

    private static Room roomOf(String packageName) {
        return Room.FROM_THE_GROUND.stream()
                .filter(room -> room.holds(packageName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no room holds " + packageName));
    }

    private void add(Room from, String packageName) {
        if (packageName.matches("(ij|org\\.scijava)(\\..*)?")) inImageJ.add(from);
        if (!packageName.startsWith(Room.PLUGIN)) return;
        Room to = roomOf(packageName);
        if (!to.equals(from)) uses.get(from).add(to);
    }

    /** The rooms that a room uses, without those that one of them uses anyway. */
    List<Room> usesDirectly(Room room) {
        return Room.FROM_THE_GROUND.stream()
                .filter(used -> uses.get(room).contains(used))
                .filter(used -> uses.get(room).stream().noneMatch(other -> reaches(other, used)))
                .toList();
    }

    private boolean reaches(Room from, Room to) {
        return uses.get(from).stream().anyMatch(next -> next.equals(to) || reaches(next, to));
    }

    /** How many rooms lie below a room, one upon the other. */
    int floor(Room room) {
        return uses.get(room).stream().mapToInt(used -> floor(used) + 1).max().orElse(0);
    }

    /** The packages within a room, in alphabetical order. */
    Set<String> parts(Room room) {
        return parts.get(room);
    }

    /** Whether a room uses ImageJ or SciJava. */
    boolean isInImageJ(Room room) {
        return inImageJ.contains(room);
    }
}
