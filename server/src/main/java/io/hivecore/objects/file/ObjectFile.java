package io.hivecore.objects.file;

import io.hivecore.objects.ObjectId;
import io.hivecore.objects.StoredObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How one object is written: the mark {@code HCO1}, the length of the media type as a byte, the
 * media type, the content.
 */
final class ObjectFile {
  private static final int MARK = 0x48434f31;
  private static final int LONGEST_TYPE = 255;
  private static final String UNKNOWN = "application/octet-stream";

  private ObjectFile() {}

  /** What stands before the content. */
  static ByteBuffer head(String mediaType) {
    byte[] type = mediaType.getBytes(StandardCharsets.US_ASCII);
    if (type.length > LONGEST_TYPE) {
      type = UNKNOWN.getBytes(StandardCharsets.US_ASCII);
    }
    return ByteBuffer.allocate(5 + type.length)
        .putInt(MARK)
        .put((byte) type.length)
        .put(type)
        .flip();
  }

  /** Opens the file of an object that is there. */
  static StoredObject open(ObjectId id, Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      DataInputStream data = new DataInputStream(in);
      if (data.readInt() != MARK) {
        throw new IOException("it is no object's file");
      }
      byte[] type = new byte[data.readUnsignedByte()];
      data.readFully(type);
      return new StoredObject(
          id,
          new String(type, StandardCharsets.US_ASCII),
          Files.size(file) - 5 - type.length,
          in,
          Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
