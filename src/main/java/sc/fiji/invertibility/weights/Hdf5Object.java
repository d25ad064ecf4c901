package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An HDF5 object, a group or a dataset: the messages of its header, version 1 or 2. */
final class Hdf5Object {

    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int LINK = 0x06;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0b;
    static final int SYMBOL_TABLE = 0x11;

    /** What is said of a dataset whose description is shared in a heap of the file. */
    static final String ELSEWHERE =
            "the type or shape is shared in a way that is not read; save it again with h5py's defaults";

    private static final int CONTINUATION = 0x10;
    private static final int SHARED = 2;
    /** The bytes of the signature before a continuation block and of the checksum after it. */
    private static final int FRAME = 8;

    /** Where a shared message is: in the header of an object that has a name, since version 2 of such messages. */
    private static final int NAMED_VERSION = 2;

    private static final int NAMED = 2;

    private record Message(int type, boolean shared, ByteSource content) {}

    private final ByteSource bytes;
    private final List<Message> messages = new ArrayList<>();
    private Hdf5Links links;

    private Hdf5Object(ByteSource bytes) {
        this.bytes = bytes;
    }

    static Hdf5Object at(ByteSource bytes, long address) throws IOException {
        Hdf5Object object = new Hdf5Object(bytes);
        if (bytes.has(address, 'O', 'H', 'D', 'R')) object.readVersion2(address);
        else object.readVersion1(address);
        return object;
    }

    private void readVersion1(long address) throws IOException {
        if (bytes.u8(address) != 1) throw new WeightsException("damaged: there is no HDF5 object at byte " + address);
        List<ByteSource> blocks = new ArrayList<>();
        blocks.add(bytes.slice(address + 16, bytes.u32(address + 8), "an object header"));
        for (int i = 0; i < blocks.size(); i++) {
            ByteSource block = blocks.get(i);
            for (long at = 0; at + 8 <= block.length(); ) {
                int size = block.u16(at + 2);
                add(block.u16(at), block.u8(at + 4), block.slice(at + 8, size, "a header message"), blocks, 0);
                at += 8 + size;
            }
        }
    }

    private void readVersion2(long address) throws IOException {
        int flags = bytes.u8(address + 5);
        long at = address + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        List<ByteSource> blocks = new ArrayList<>();
        long length = bytes.unsigned(at, width);
        Hdf5File.checkSum(bytes, address, at + width + length - address);
        blocks.add(bytes.slice(at + width, length, "an object header"));
        int head = (flags & 4) != 0 ? 6 : 4;
        for (int i = 0; i < blocks.size(); i++) {
            ByteSource block = blocks.get(i);
            for (long from = 0; from + head <= block.length(); ) {
                int size = block.u16(from + 1);
                ByteSource content = block.slice(from + head, size, "a header message");
                add(block.u8(from), block.u8(from + 3), content, blocks, FRAME);
                from += head + size;
            }
        }
    }

    /** Keeps a message, or follows it to a continuation block, in which {@code frame} bytes are not messages. */
    private void add(int type, int flags, ByteSource content, List<ByteSource> blocks, int frame) throws IOException {
        if (type != CONTINUATION) {
            messages.add(new Message(type, (flags & SHARED) != 0, content));
            return;
        }
        long from = content.i64(0);
        long length = content.i64(8);
        if (length < frame) throw new WeightsException("damaged: an object header goes on for " + length + " bytes");
        if (frame == FRAME) Hdf5File.checkSum(bytes, from, length - 4);
        blocks.add(bytes.slice(from + frame / 2, length - frame, "an object header"));
    }

    /** The first message of a type; null if there is none. That of a named type is in the type's own header. */
    ByteSource message(int type) throws IOException {
        Message message = first(type);
        if (message == null || !message.shared) return message == null ? null : message.content;
        if (!isNamed(message)) throw new WeightsException("has an HDF5 dataset of which " + ELSEWHERE);
        bytes.budget().object();
        Message named = at(bytes, message.content.i64(2)).first(type);
        // One step only, so that no address leads in a circle.
        if (named == null || named.shared)
            throw new WeightsException("damaged: the named type of an HDF5 dataset is none");
        return named.content;
    }

    /** Whether what a dataset's numbers are is kept in a heap that is not read. */
    boolean isDescribedElsewhere() throws IOException {
        for (int type : new int[] {DATATYPE, DATASPACE, FILTERS}) {
            Message message = first(type);
            if (message != null && message.shared && !isNamed(message)) return true;
        }
        return false;
    }

    private Message first(int type) {
        for (Message message : messages) if (message.type == type) return message;
        return null;
    }

    private static boolean isNamed(Message message) throws IOException {
        int version = message.content.u8(0);
        return version == NAMED_VERSION || version > NAMED_VERSION && message.content.u8(1) == NAMED;
    }

    List<ByteSource> messages(int type) {
        return messages.stream()
                .filter(message -> message.type == type)
                .map(Message::content)
                .toList();
    }

    boolean isDataset() {
        return !messages(LAYOUT).isEmpty();
    }

    /** Whether it is a type that has a name, for datasets to share. */
    boolean isType() {
        return !isDataset() && !messages(DATATYPE).isEmpty();
    }

    /** A group's members; none for a dataset. */
    Hdf5Links links() throws IOException {
        if (links == null) links = Hdf5Links.of(bytes, this);
        return links;
    }
}
