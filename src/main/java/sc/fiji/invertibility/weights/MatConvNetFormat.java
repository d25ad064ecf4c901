package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.Map;

/** MatConvNet's {@code .mat}, of version 5 to 7, or of version 7.3, which is HDF5. */
final class MatConvNetFormat implements WeightFormat {

    private static final String START = "MATLAB ";

    @Override
    public String name() {
        return "MatConvNet";
    }

    @Override
    public boolean recognises(ByteSource file) throws IOException {
        return file.has(0, START);
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        if (Hdf5File.isHdf5(file)) {
            Hdf5File hdf5 = Hdf5File.of(file);
            return MatConvNet.contents(name -> Mat73Value.member(hdf5, hdf5.root(), name), file.budget());
        }
        if (file.has(126, 'M', 'I'))
            throw new WeightsException(
                    "was saved on a big-endian machine, which is not read;" + " load it in MATLAB and save it again");
        if (!file.has(126, 'I', 'M')) throw new WeightsException("cut short or damaged: its header has no byte order");
        Map<String, MatValue> variables = Mat5Parser.variables(file);
        return MatConvNet.contents(variables::get, file.budget());
    }
}
