package io.hivecore.objects.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.objects.ObjectId;
import io.hivecore.objects.ObjectStore;
import io.hivecore.objects.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  protected ObjectStore store() {
    return FileObjectStore.open(folder, () -> now);
  }

  @Test
  void anotherStartFindsWhatWasPut() throws Exception {
    ObjectId id = store().put(ONE, "text/plain", new byte[] {1, 2});
    assertThat(there(store(), ONE, id)).isTrue();
  }

  @Test
  void liesWhereItsNameSays() throws Exception {
    ObjectId id = store().put(ONE, "text/plain", new byte[] {1, 2});
    assertThat(files())
        .containsExactly(
            folder
                .resolve(ONE.toString())
                .resolve(id.digits().substring(0, 2))
                .resolve(id.digits().substring(2)));
  }

  /** What a power cut leaves of a file that had not its name yet, at every length. */
  @Test
  void aHalfWrittenFileIsNeverFoundAndGoesAtTheNextStart() throws Exception {
    byte[] content = "a content".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ObjectId id = store().put(ONE, "text/plain", content);
    Path whole = files().getFirst();
    byte[] bytes = Files.readAllBytes(whole);
    Files.delete(whole);
    for (int length = 0; length <= bytes.length; length++) {
      Path half = whole.resolveSibling(whole.getFileName() + ".cut.new");
      Files.write(half, java.util.Arrays.copyOf(bytes, length));
      ObjectStore store = store();
      assertThat(there(store, ONE, id)).isFalse();
      assertThat(files()).isEmpty();
      assertThat(store.size(ONE)).isZero();
    }
    ObjectStore store = store();
    store.put(ONE, "text/plain", content);
    assertThat(there(store, ONE, id)).isTrue();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
