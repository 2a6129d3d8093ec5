package io.hivecore.ingest;

import io.hivecore.journal.JournaledEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journal entries that this program cannot read, kept for one that can: a line each, of sequence,
 * tenant, kind, id and the payload in Base64, with a tab between. After a crash a line may be there
 * twice. Belongs to one thread.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final Path file;
  private final long mostBytes;

  DeadLetters(Path file, long mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /** Keeps an entry, durably. A failure is logged: it must not stop what follows. */
  void add(JournaledEntry entry, RuntimeException why) {
    try {
      byte[] line = line(entry).getBytes(StandardCharsets.UTF_8);
      long size = Files.exists(file) ? Files.size(file) : 0;
      if (size + line.length > mostBytes) {
        LOG.error(
            "journal entry {} cannot be read and there is no room to set it aside: {} has {} bytes",
            entry.sequence(),
            file,
            size,
            why);
        return;
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      LOG.error(
          "journal entry {} cannot be read; it is set aside in {}", entry.sequence(), file, why);
    } catch (IOException e) {
      e.addSuppressed(why);
      LOG.error("journal entry {} cannot be read and could not be set aside", entry.sequence(), e);
    }
  }

  private static String line(JournaledEntry entry) {
    return String.join(
        "\t",
        Long.toString(entry.sequence()),
        entry.tenant().toString(),
        entry.kind().wireName(),
        entry.id().toString(),
        Base64.getEncoder().encodeToString(entry.payload()) + "\n");
  }
}
