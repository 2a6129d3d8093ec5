package io.hivecore.telemetry.http;

import io.hivecore.telemetry.PageRequest.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A position in a list as bytes, to be sealed: the record's id, then for each key its length in
 * bytes, two of them, -1 for a missing key, and its text.
 */
final class ListPosition {
  /** What {@link io.hivecore.http.Cursors} takes. */
  private static final int MOST_BYTES = 1_024;

  private ListPosition() {}

  /** Empty when the keys are too long to travel in a URL. */
  static Optional<byte[]> encode(Position position) {
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
    out.putLong(position.id().getMostSignificantBits());
    out.putLong(position.id().getLeastSignificantBits());
    for (String key : position.keys()) {
      byte[] text = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
      if (out.remaining() < text.length + Short.BYTES) {
        return Optional.empty();
      }
      out.putShort(key == null ? -1 : (short) text.length).put(text);
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return Optional.of(bytes);
  }

  /** Reads what {@link #encode} wrote; the seal vouches for it. */
  static Position decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    UUID id = new UUID(in.getLong(), in.getLong());
    List<@Nullable String> keys = new ArrayList<>();
    while (in.hasRemaining()) {
      int length = in.getShort();
      if (length < 0) {
        keys.add(null);
        continue;
      }
      byte[] text = new byte[length];
      in.get(text);
      keys.add(new String(text, StandardCharsets.UTF_8));
    }
    return new Position(keys, id);
  }
}
