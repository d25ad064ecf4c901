package sc.fiji.invertibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The plugin is installed by copying one file, as the first page says: somebody else brings all that it depends on. */
class OneFileTest {

    @Test
    void fijiClijAndClij2BringEveryDependency() throws Exception {
        Set<String> missing = new TreeSet<>(dependencies());
        assertTrue(missing.contains("net.imagej:ij"), missing::toString);
        missing.removeAll(brought());
        assertEquals(Set.of(), missing, "scripts/package would have to copy these beside the plugin");
    }

    private static Set<String> brought() throws IOException {
        return Files.readAllLines(Path.of("scripts/provided.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ")[0])
                .collect(Collectors.toSet());
    }

    /** Those of the plugin itself, without its tests' and its build's. */
    private static List<String> dependencies() throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getDocumentElement();
        return children(children(project, "dependencies").get(0), "dependency").stream()
                .filter(one -> children(one, "scope").stream()
                        .noneMatch(scope -> scope.getTextContent().equals("test")))
                .map(one -> text(one, "groupId") + ":" + text(one, "artifactId"))
                .toList();
    }

    private static String text(Element of, String name) {
        return children(of, name).get(0).getTextContent();
    }

    private static List<Element> children(Element of, String name) {
        NodeList nodes = of.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE
                        && node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }
}
