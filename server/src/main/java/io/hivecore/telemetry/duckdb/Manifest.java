package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.file.NewFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which segments make up the store. A file of a few lines, replaced as a whole: written beside,
 * forced, renamed, the folder forced. What it does not name does not belong to the store.
 *
 * @param applied the mark when it was written; segments may hold a later one
 * @param nextNumber the number of the next segment
 * @param entries oldest first; the last one is open for writing
 */
record Manifest(long applied, int nextNumber, List<Entry> entries) {
  static final int FORMAT = 2;
  private static final String FILE = "manifest";
  private static final String TITLE = "hivecore telemetry";

  Manifest {
    entries = List.copyOf(entries);
  }

  /**
   * A segment.
   *
   * @param extent of a sealed and checkpointed segment; null for others, whose rows tell
   */
  record Entry(int number, @Nullable Extent extent) {}

  /**
   * Reads the folder's manifest; empty when there is none.
   *
   * @throws TelemetryStoreException when it is damaged or of a newer format
   */
  static Optional<Manifest> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    checkFormat(lines);
    String body = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
    if (!lines.getLast().equals("crc32c " + checksum(body))) {
      throw damaged(null);
    }
    try {
      List<Entry> entries = new ArrayList<>();
      for (String line : lines.subList(3, lines.size() - 1)) {
        entries.add(entry(line));
      }
      return Optional.of(
          new Manifest(
              Long.parseLong(value(lines.get(1), "applied")),
              Integer.parseInt(value(lines.get(2), "next")),
              entries));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged(e);
    }
  }

  private static void checkFormat(List<String> lines) {
    if (lines.size() < 4 || !lines.getFirst().startsWith(TITLE + " format ")) {
      throw damaged(null);
    }
    int format;
    try {
      format = Integer.parseInt(lines.getFirst().substring((TITLE + " format ").length()));
    } catch (NumberFormatException e) {
      throw damaged(e);
    }
    checkFormat(format);
  }

  /** Refuses a format that this program does not know. */
  static void checkFormat(int format) {
    if (format > FORMAT) {
      throw new TelemetryStoreException(
          Reason.NEWER_FORMAT,
          "the telemetry store has format %d, but this program knows formats up to %d: start a newer program"
              .formatted(format, FORMAT));
    }
  }

  void write(Path folder) throws IOException {
    var body = new StringBuilder();
    body.append(TITLE).append(" format ").append(FORMAT).append('\n');
    body.append("applied ").append(applied).append('\n');
    body.append("next ").append(nextNumber).append('\n');
    for (Entry entry : entries) {
      body.append("segment ").append(entry.number());
      if (entry.extent() != null) {
        body.append(text(entry.extent()));
      }
      body.append('\n');
    }
    String text = body.toString();
    try (var file = new NewFile(folder.resolve(FILE))) {
      file.write(
          ByteBuffer.wrap(
              (text + "crc32c " + checksum(text) + "\n").getBytes(StandardCharsets.UTF_8)));
      file.finish();
    }
    force(folder);
  }

  /** Makes the folder's entries durable. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String text(Extent extent) {
    var text = new StringBuilder();
    text.append(" first=").append(extent.firstSequence());
    text.append(" last=").append(extent.lastSequence());
    Extent.Superseded superseded = extent.superseded();
    text.append(" superseded=").append(superseded.rows());
    if (superseded.rows() > 0) {
      text.append(',').append(superseded.first()).append(',').append(superseded.last());
    }
    for (RecordKind kind : RecordKind.values()) {
      Extent.Range range = extent.of(kind);
      if (range.rows() > 0) {
        text.append(' ').append(kind.wireName()).append('=').append(range.rows());
        text.append(',').append(range.minMicros()).append(',').append(range.maxMicros());
      }
    }
    return text.toString();
  }

  private static Entry entry(String line) {
    String[] words = value(line, "segment").split(" ", -1);
    int number = Integer.parseInt(words[0]);
    if (words.length == 1) {
      return new Entry(number, null);
    }
    Map<RecordKind, Extent.Range> ranges = new EnumMap<>(RecordKind.class);
    for (int i = 4; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      String[] numbers = pair[1].split(",", 3);
      ranges.put(
          RecordKind.ofWireName(pair[0]).orElseThrow(() -> new IllegalArgumentException(pair[0])),
          new Extent.Range(
              Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2])));
    }
    return new Entry(
        number,
        new Extent(
            Long.parseLong(value(words[1].replace('=', ' '), "first")),
            Long.parseLong(value(words[2].replace('=', ' '), "last")),
            ranges,
            superseded(value(words[3].replace('=', ' '), "superseded"))));
  }

  /** Which rows these are was not always written. */
  private static Extent.Superseded superseded(String text) {
    String[] numbers = text.split(",", 3);
    long rows = Long.parseLong(numbers[0]);
    if (rows == 0) {
      return Extent.Superseded.NONE;
    }
    return numbers.length == 1
        ? new Extent.Superseded(rows, 0, Long.MAX_VALUE)
        : new Extent.Superseded(rows, Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
  }

  private static String value(String line, String name) {
    if (!line.startsWith(name + " ")) {
      throw new IllegalArgumentException("expected " + name + ", found " + line);
    }
    return line.substring(name.length() + 1);
  }

  private static String checksum(String text) {
    var crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  private static TelemetryStoreException damaged(@Nullable Exception cause) {
    String message = "the telemetry store's manifest is damaged";
    return cause == null
        ? new TelemetryStoreException(Reason.FAILED, message)
        : new TelemetryStoreException(Reason.FAILED, message, cause);
  }
}
