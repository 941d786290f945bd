package org.radloom.models.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an ONNX file says of itself, read without its graph. Field numbers are those of ModelProto
 * and OperatorSetIdProto in onnx.proto.
 *
 * @param irVersion of the file format; 0 if the file is none
 * @param opset of the standard operators; 0 if it names none
 */
record OnnxHeader(long irVersion, long opset) {
  private static final int IR_VERSION = 1;
  private static final int OPSET_IMPORT = 8;
  private static final int DOMAIN = 1;
  private static final int VERSION = 2;
  private static final int MOST_BYTES = 4096;

  /** Reads it; the graph, be it of gigabytes, is skipped. */
  static OnnxHeader read(Path file) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      CodedInputStream in = CodedInputStream.newInstance(stream);
      long ir = 0;
      long opset = 0;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == IR_VERSION) {
          ir = in.readInt64();
        } else if (WireFormat.getTagFieldNumber(tag) == OPSET_IMPORT) {
          opset = Math.max(opset, standardOpset(in));
        } else if (!in.skipField(tag)) {
          break;
        }
        in.resetSizeCounter();
      }
      return new OnnxHeader(ir, opset);
    }
  }

  /** Returns the version of one imported set if it is the standard one, else 0. */
  private static long standardOpset(CodedInputStream in) throws IOException {
    int length = in.readRawVarint32();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("an operator set of %d bytes".formatted(length));
    }
    int outer = in.pushLimit(length);
    String domain = "";
    long version = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case DOMAIN -> domain = in.readString();
        case VERSION -> version = in.readInt64();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
    return domain.isEmpty() || domain.equals("ai.onnx") ? version : 0;
  }
}
