package io.hivecore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The journal's folder: what its files are called, and how one comes to be there whole or not at
 * all, by writing it under another name, forcing it, and renaming it.
 */
final class SegmentFolder {
  private static final String SEGMENT_SUFFIX = ".segment";
  private static final String UNFINISHED_SUFFIX = ".unfinished";

  private final Path path;
  private final JournalFiles files;

  SegmentFolder(Path path, JournalFiles files) {
    this.path = path;
    this.files = files;
  }

  Path path() {
    return path;
  }

  JournalFiles files() {
    return files;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Path segment(long number) {
    return file(String.format(Locale.ROOT, "%012d%s", number, SEGMENT_SUFFIX));
  }

  static OptionalLong segmentNumber(String name) {
    if (!name.matches("\\d{12,18}\\" + SEGMENT_SUFFIX)) {
      return OptionalLong.empty();
    }
    String digits = name.substring(0, name.length() - SEGMENT_SUFFIX.length());
    return OptionalLong.of(Long.parseLong(digits));
  }

  static boolean isUnfinished(String name) {
    return name.endsWith(UNFINISHED_SUFFIX);
  }

  /**
   * Makes a file of the given content and renames it to its name. That it is there is not durable
   * before {@link #force}.
   */
  void write(Path target, ByteBuffer content) throws IOException {
    Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED_SUFFIX);
    try (JournalFile file = files.create(unfinished)) {
      writeFully(file, content, 0);
      file.force();
    }
    files.rename(unfinished, target);
  }

  void force() throws IOException {
    files.forceFolder(path);
  }

  static void writeFully(JournalFile file, ByteBuffer content, long position) throws IOException {
    long at = position;
    while (content.hasRemaining()) {
      int written = file.write(content, at);
      if (written <= 0) {
        throw new IOException("the device took none of " + content.remaining() + " bytes");
      }
      at += written;
    }
  }
}
