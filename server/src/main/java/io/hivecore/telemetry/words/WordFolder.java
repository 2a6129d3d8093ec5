package io.hivecore.telemetry.words;

import io.hivecore.telemetry.file.NewFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The folder of an index: Lucene's files, and one that is written last and says that the others are
 * complete, how they were made and of how many records.
 */
public final class WordFolder {
  private static final String MADE = "made";

  /** Changes whenever the same texts give another index. */
  private static final int FORMAT = 1;

  private WordFolder() {}

  /** Of how many records the index is; empty when there is none that can be used. */
  public static OptionalLong records(Path folder) throws IOException {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(MADE));
      return lines.size() == 2 && lines.getFirst().equals(format())
          ? OptionalLong.of(Long.parseLong(lines.getLast()))
          : OptionalLong.empty();
    } catch (NoSuchFileException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static String format() {
    return "words " + FORMAT + " " + Letters.version();
  }

  static void complete(Path folder, long records) throws IOException {
    try (var file = new NewFile(folder.resolve(MADE))) {
      String text = format() + "\n" + records + "\n";
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      file.finish();
    }
  }

  /** How large an index is on disk, in bytes. */
  public static long size(Path folder) throws IOException {
    long bytes = 0;
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }

  /** Deletes an index, whatever state it is in. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
