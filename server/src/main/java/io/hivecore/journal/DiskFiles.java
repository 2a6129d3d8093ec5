package io.hivecore.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The machine's own file system. */
final class DiskFiles implements JournalFiles {
  @Override
  public void makeFolder(Path folder) throws IOException {
    Path path = folder.toAbsolutePath();
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = path.getParent();
    if (parent != null) {
      makeFolder(parent);
    }
    Files.createDirectory(path);
    if (parent != null) {
      forceFolder(parent);
    }
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (var paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        names.add(path.getFileName().toString());
      }
    }
    return names;
  }

  @Override
  public JournalFile create(Path file) throws IOException {
    return new DiskFile(FileChannel.open(file, CREATE, TRUNCATE_EXISTING, READ, WRITE));
  }

  @Override
  public JournalFile openForChange(Path file) throws IOException {
    return new DiskFile(FileChannel.open(file, READ, WRITE));
  }

  @Override
  public JournalFile openForReading(Path file) throws IOException {
    return new DiskFileReader(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  // java.io.File asks the system once; a FileStore would read the table of mounts each time.
  @Override
  public long usableBytes(Path folder) {
    return folder.toFile().getUsableSpace();
  }

  @Override
  public long totalBytes(Path folder) {
    return folder.toFile().getTotalSpace();
  }
}
