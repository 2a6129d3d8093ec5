package io.hivecore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that says in which format a journal's folder is. */
final class FolderFormat {
  static final int VERSION = 1;
  private static final String NAME = "format";
  private static final Pattern TEXT = Pattern.compile("HiveCore journal, format (\\d{1,9})\\s*");

  private FolderFormat() {}

  /**
   * Checks the folder's format; a new folder gets its file.
   *
   * @throws JournalVersionException when a newer program wrote the folder
   * @throws JournalDamagedException when the file cannot be understood
   */
  static void check(SegmentFolder folder, List<String> names) throws IOException {
    Path path = folder.file(NAME);
    if (!names.contains(NAME)) {
      String text = "HiveCore journal, format " + VERSION + "\n";
      folder.write(path, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      folder.force();
      return;
    }
    Matcher matcher = TEXT.matcher(text(path, folder.files()));
    if (!matcher.matches()) {
      throw new JournalDamagedException(path + " does not say a journal's format at offset 0");
    }
    int version = Integer.parseInt(matcher.group(1));
    if (version > VERSION) {
      throw new JournalVersionException("the journal " + folder.path(), version, VERSION);
    }
  }

  private static String text(Path path, JournalFiles files) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(100);
    try (JournalFile file = files.openForReading(path)) {
      while (in.hasRemaining() && file.read(in, in.position()) > 0) {}
    }
    return new String(in.array(), 0, in.position(), StandardCharsets.US_ASCII);
  }
}
