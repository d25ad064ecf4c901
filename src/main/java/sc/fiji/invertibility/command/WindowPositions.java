package sc.fiji.invertibility.command;

import java.awt.Rectangle;
import java.util.List;

/** Places for windows beside each other, in rows from the top left of the screen; if there is no room, in cascade. */
record WindowPositions(Rectangle screen) {

    private static final int STEP = 16, CASCADE = 32;

    /**
     * Finds a place.
     *
     * @param window its size
     * @param taken where other windows are, the last one placed at the end
     * @return a rectangle of this size on the screen that meets none of them, if there is one
     */
    Rectangle next(Rectangle window, List<Rectangle> taken) {
        int right = screen.x + screen.width - window.width, bottom = screen.y + screen.height - window.height;
        // Beside the one before, so that they are read from left to right; then wherever there is room.
        Rectangle before = taken.isEmpty() ? new Rectangle(screen.x, screen.y, 0, 0) : taken.get(taken.size() - 1);
        Rectangle beside = new Rectangle(before.x + before.width, before.y, window.width, window.height);
        if (beside.x <= right && beside.y <= bottom && isFree(beside, taken)) return beside;
        for (int y = screen.y; y <= bottom; y += STEP)
            for (int x = screen.x; x <= right; x += STEP) {
                Rectangle place = new Rectangle(x, y, window.width, window.height);
                if (isFree(place, taken)) return place;
            }
        for (int i = 0; ; i++) {
            int x = screen.x + i * CASCADE % Math.max(1, right - screen.x + 1);
            int y = screen.y + i * CASCADE % Math.max(1, bottom - screen.y + 1);
            Rectangle place = new Rectangle(x, y, window.width, window.height);
            if (!taken.contains(place) || i > taken.size()) return place;
        }
    }

    private static boolean isFree(Rectangle place, List<Rectangle> taken) {
        return taken.stream().noneMatch(place::intersects);
    }
}
