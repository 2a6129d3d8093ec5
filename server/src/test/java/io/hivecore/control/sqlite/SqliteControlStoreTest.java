package io.hivecore.control.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.ControlStore;
import io.hivecore.control.ControlStoreContract;
import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import io.hivecore.control.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteControlStoreTest extends ControlStoreContract {
  @TempDir Path folder;

  @Override
  protected ControlStore open() {
    return SqliteControlStore.open(file());
  }

  @Override
  protected Migrations migrations() {
    return SqliteControlStore.MIGRATIONS;
  }

  private Path file() {
    return folder.resolve("data/control.db");
  }

  @Test
  void connectionsAreDurableCheckReferencesAndReadersCannotWrite() {
    try (ControlStore store = open()) {
      assertThat(store.<List<String>>write(TENANT, SqliteControlStoreTest::pragmas))
          .containsExactly("wal", "2", "1", "5000", "0");
      assertThat(store.<List<String>>read(TENANT, SqliteControlStoreTest::pragmas))
          .containsExactly("wal", "2", "1", "5000", "1");
    }
  }

  @Test
  void aFileThatIsNoControlStoreIsRefusedByName() throws Exception {
    Files.createDirectories(requireNonNull(file().getParent()));
    Files.writeString(file(), "not a database ".repeat(200));
    ControlStoreException refusal = refusal(this::open);
    assertThat(refusal.reason()).isEqualTo(Reason.UNUSABLE);
    assertThat(refusal).hasMessageContaining(file().toString());
  }

  @Test
  void aPlaceThatIsNoFolderIsRefusedByName() throws Exception {
    Files.writeString(folder.resolve("data"), "a file where the folder should be");
    ControlStoreException refusal = refusal(this::open);
    assertThat(refusal.reason()).isEqualTo(Reason.UNUSABLE);
    assertThat(refusal).hasMessageContaining(file().toString());
  }

  @Test
  void theFileIsForItsOwnerOnly() throws Exception {
    open().close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  private static List<String> pragmas(DSLContext control) {
    List<String> values = new ArrayList<>();
    for (String name :
        List.of("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")) {
      values.add(String.valueOf(control.fetchValue("pragma " + name)));
    }
    return values;
  }
}
