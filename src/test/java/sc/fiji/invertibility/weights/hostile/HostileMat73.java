package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.contiguous;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.link;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.references;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.shape;
import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/** MatConvNet's {@code .mat} of version 7.3: structs are groups of an HDF5 file, cells are references. */
final class HostileMat73 {

    private HostileMat73() {}

    static List<HostileFile> files(Random random) {
        int many = 9_000 + random.nextInt(900);
        List<HostileFile> files = new ArrayList<>();
        files.add(file("cells that are one object of very many messages", f -> {
            int object = f.object(new Bytes().number(7_900, 0));
            return f.group(Map.of("layers", sameCells(f, many, object)));
        }));
        files.add(file(
                "cells that are one struct of very many fields",
                f -> f.group(Map.of(
                        "layers", sameCells(f, many, f.group(HostileHdf5.names(900, "f", f.dataset(0, 1))))))));
        files.add(file("many structs of many fields", f -> {
            int[] structs = new int[300];
            Map<String, Integer> fields = HostileHdf5.names(900, "f", f.dataset(0, 1));
            for (int i = 0; i < structs.length; i++) structs[i] = f.group(fields);
            return f.group(Map.of("layers", cells(f, structs)));
        }));
        files.add(file("very many weights that are one dataset", f -> {
            int weights = sameCells(f, many, f.dataset(f.put(new byte[1 << 20]), 8, 8, 64, 64));
            return f.group(Map.of("layers", sameCells(f, 1, f.group(Map.of("weights", weights)))));
        }));
        files.add(file("a long name for very many tensors", f -> {
            int name = f.dataset(f.put(new Bytes().floats(letters(1_000)).end()), 1, 1_000);
            int weights = sameCells(f, many, f.dataset(0, 1));
            return f.group(Map.of("layers", sameCells(f, 1, f.group(Map.of("name", name, "weights", weights)))));
        }));
        files.add(file("many layers of the same bytes", f -> {
            int data = f.put(new byte[1 << 20]);
            int[] layers = new int[1_000];
            for (int i = 0; i < layers.length; i++)
                layers[i] = f.group(Map.of("filters", f.dataset(data, 8, 8, 64, 64)));
            return f.group(Map.of("layers", cells(f, layers)));
        }));
        files.add(file("cells that are themselves", f -> {
            int here = f.here();
            int layers = sameCells(f, many, here + 8 * many);
            return f.group(Map.of("layers", layers));
        }));
        files.add(file(
                "more cells than there are",
                f -> f.group(Map.of(
                        "layers",
                        f.object(new Bytes()
                                .raw(shape(1 << 15, 1 << 15))
                                .raw(references())
                                .raw(contiguous(0, 80)))))));
        files.add(file(
                "very many empty structs", f -> f.group(Map.of("layers", sameCells(f, 10 * many, f.group(Map.of()))))));
        files.add(file("a struct inside itself", f -> {
            int here = f.here();
            return f.object(
                    new Bytes().raw(link("net", here)).raw(link("meta", here)).raw(link("normalization", here)));
        }));
        files.add(file("a network, half of it shared", f -> {
                    int filters =
                            f.dataset(f.put(new Bytes().floats(counting(108)).end()), 4, 3, 3, 3);
                    Map<String, Integer> names = new LinkedHashMap<>();
                    for (String name : List.of("a", "b"))
                        names.put(
                                name,
                                f.dataset(
                                        f.put(new Bytes().floats(name.charAt(0)).end()), 1, 1));
                    return f.group(Map.of(
                            "layers",
                            cells(
                                    f,
                                    f.group(Map.of("name", names.get("a"), "filters", filters)),
                                    f.group(Map.of("name", names.get("b"), "filters", filters)))));
                })
                .with("a", turned())
                .with("b", turned()));
        return files;
    }

    /** Numbers of axes (K, M, x, y) in the file, with the axes (y, x, M, K) that MATLAB sees. */
    private static float[] turned() {
        float[] turned = new float[108];
        for (int i = 0; i < 108; i++) turned[i] = i / 36 + 3 * (i / 12 % 3) + 9 * (i / 4 % 3) + 27 * (i % 4);
        return turned;
    }

    private static float[] letters(int count) {
        float[] letters = new float[count];
        java.util.Arrays.fill(letters, 'n');
        return letters;
    }

    private static int sameCells(Hdf5Bytes file, int count, int address) {
        int[] addresses = new int[count];
        java.util.Arrays.fill(addresses, address);
        return cells(file, addresses);
    }

    private static int cells(Hdf5Bytes file, int... addresses) {
        Bytes data = new Bytes();
        for (int address : addresses) data.u64(address);
        int at = file.put(data.end());
        return file.object(
                new Bytes().raw(shape(1, addresses.length)).raw(references()).raw(contiguous(at, data.size())));
    }

    private static HostileFile file(String kind, ToIntFunction<Hdf5Bytes> fill) {
        Hdf5Bytes file = Hdf5Bytes.begin(true);
        return HostileFile.of(kind, file.root(fill.applyAsInt(file)).end());
    }
}
