package io.hivecore.control.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hivecore.control.ControlStore;
import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteControlStoreTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("data/control.db");
  }

  @Test
  void whatIsWrittenIsReadAfterTheStoreIsOpenedAgain() {
    try (ControlStore store = SqliteControlStore.open(file())) {
      store.write(control -> control.execute("create table notes (text text) strict"));
      store.write(control -> control.execute("insert into notes values (?)", "kept"));
      assertThat(notes(store)).containsExactly("kept");
    }
    try (ControlStore store = SqliteControlStore.open(file())) {
      assertThat(notes(store)).containsExactly("kept");
      store.check();
    }
  }

  @Test
  void connectionsAreDurableCheckReferencesAndReadersCannotWrite() {
    try (ControlStore store = SqliteControlStore.open(file())) {
      assertThat(store.<List<String>>write(SqliteControlStoreTest::pragmas))
          .containsExactly("wal", "2", "1", "5000", "0");
      assertThat(store.<List<String>>read(SqliteControlStoreTest::pragmas))
          .containsExactly("wal", "2", "1", "5000", "1");
      assertThat(
              refusal(() -> store.read(control -> control.execute("create table x (y)"))).reason())
          .isEqualTo(Reason.FAILED);
    }
  }

  @Test
  void failedWorkLeavesNothingBehindAndItsExceptionArrivesAsItIs() {
    try (ControlStore store = SqliteControlStore.open(file())) {
      store.write(control -> control.execute("create table notes (text text) strict"));
      var failure = new IllegalStateException("half way");
      assertThatThrownBy(
              () ->
                  store.write(
                      control -> {
                        control.execute("insert into notes values ('lost')");
                        throw failure;
                      }))
          .isSameAs(failure);
      ControlStoreException wrong =
          refusal(() -> store.write(control -> control.execute("insert into nowhere values (1)")));
      assertThat(wrong.reason()).isEqualTo(Reason.FAILED);
      assertThat(wrong.retryable()).isFalse();
      store.write(control -> control.execute("insert into notes values ('kept')"));
      assertThat(notes(store)).containsExactly("kept");
    }
  }

  @Test
  void aCommitOfAnotherStoreOnTheFileIsNoticedAndNothingElse() {
    try (ControlStore one = SqliteControlStore.open(file());
        ControlStore other = SqliteControlStore.open(file())) {
      other.write(control -> control.execute("create table notes (text text) strict"));
      long before = one.changes();
      assertThat(notes(one)).isEmpty();
      assertThatThrownBy(
              () ->
                  other.write(
                      control -> {
                        control.execute("insert into notes values ('lost')");
                        throw new IllegalStateException();
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(one.changes()).isEqualTo(before);

      other.write(control -> control.execute("insert into notes values ('kept')"));
      long after = one.changes();
      assertThat(after).isNotEqualTo(before);
      assertThat(notes(one)).containsExactly("kept");

      one.write(control -> control.execute("insert into notes values ('own')"));
      assertThat(one.changes()).isNotEqualTo(after);
    }
  }

  @Test
  void writersOfTwoStoresTakeTurns() throws Exception {
    try (ControlStore one = SqliteControlStore.open(file());
        ControlStore other = SqliteControlStore.open(file());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      one.write(control -> control.execute("create table counters (n integer) strict"));
      one.write(control -> control.execute("insert into counters values (0)"));
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ControlStore store = i % 2 == 0 ? one : other;
        work.add(
            () ->
                store.write(
                    control -> {
                      int n = number(control);
                      return control.execute("update counters set n = ?", n + 1);
                    }));
      }
      for (Future<Integer> done : threads.invokeAll(work)) {
        assertThat(done.get()).isOne();
      }
      assertThat(one.<Integer>read(SqliteControlStoreTest::number)).isEqualTo(100);
    }
  }

  @Test
  void manyMayOpenANewFileAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ControlStore>> opened = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        opened.add(threads.submit(() -> SqliteControlStore.open(file())));
      }
      for (Future<ControlStore> store : opened) {
        store.get().close();
      }
    }
    try (ControlStore store = SqliteControlStore.open(file())) {
      List<String> versions =
          store.read(
              control ->
                  control.fetchValues("select version from flyway_schema_history").stream()
                      .map(String::valueOf)
                      .toList());
      assertThat(versions).hasSameSizeAs(SqliteControlStore.MIGRATIONS.files());
    }
  }

  @Test
  void aNewerSchemaIsRefusedAndLeftAlone() {
    try (ControlStore store = SqliteControlStore.open(file())) {
      store.write(
          control ->
              control.execute(
                  """
                  insert into flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                  values (99, '99', 'later', 'SQL', 'V99__later.sql', 'later', 1, 1)
                  """));
    }
    ControlStoreException refusal = refusal(() -> SqliteControlStore.open(file()));
    assertThat(refusal.reason()).isEqualTo(Reason.NEWER);
    assertThat(refusal)
        .hasMessage(
            "the control store has schema version 99, written by a newer HiveCore; this one knows"
                + " versions up to "
                + SqliteControlStore.MIGRATIONS.newestVersion()
                + ". Start the newer program, or bring back a backup from before"
                + " the update");
  }

  @Test
  void aFileThatIsNoControlStoreIsRefusedByName() throws Exception {
    Files.createDirectories(requireNonNull(file().getParent()));
    Files.writeString(file(), "not a database ".repeat(200));
    ControlStoreException refusal = refusal(() -> SqliteControlStore.open(file()));
    assertThat(refusal.reason()).isEqualTo(Reason.UNUSABLE);
    assertThat(refusal).hasMessageContaining(file().toString());
  }

  @Test
  void aPlaceThatIsNoFolderIsRefusedByName() throws Exception {
    Files.writeString(folder.resolve("data"), "a file where the folder should be");
    ControlStoreException refusal = refusal(() -> SqliteControlStore.open(file()));
    assertThat(refusal.reason()).isEqualTo(Reason.UNUSABLE);
    assertThat(refusal).hasMessageContaining(file().toString());
  }

  @Test
  void theFileIsForItsOwnerOnly() throws Exception {
    SqliteControlStore.open(file()).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void workThatCallsTheStoreAgainIsRefusedInsteadOfWaitingForever() {
    try (ControlStore store = SqliteControlStore.open(file())) {
      assertThatThrownBy(() -> store.write(control -> store.write(DSLContext::selectOne)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("work on the control store must not call the store again");
    }
  }

  @Test
  void aClosedStoreRefusesWorkAfterEndingWhatHadBegun() throws Exception {
    var begun = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ControlStore store = SqliteControlStore.open(file());
      store.write(control -> control.execute("create table notes (text text) strict"));
      Future<Integer> running =
          threads.submit(
              () ->
                  store.write(
                      control -> {
                        begun.countDown();
                        return control.execute("insert into notes values ('kept')");
                      }));
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      store.close();
      assertThat(running.get()).isOne();
      assertThat(refusal(store::check).reason()).isEqualTo(Reason.CLOSED);
    }
    try (ControlStore store = SqliteControlStore.open(file())) {
      assertThat(notes(store)).containsExactly("kept");
    }
  }

  private static int number(DSLContext control) {
    return requireNonNull(
        requireNonNull(control.fetchOne("select n from counters")).get(0, Integer.class));
  }

  private static List<String> notes(ControlStore store) {
    return store.read(
        control ->
            control.fetchValues("select text from notes order by rowid").stream()
                .map(String::valueOf)
                .toList());
  }

  private static List<String> pragmas(DSLContext control) {
    List<String> values = new ArrayList<>();
    for (String name :
        List.of("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")) {
      values.add(String.valueOf(control.fetchValue("pragma " + name)));
    }
    return values;
  }

  private static ControlStoreException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(ControlStoreException.class, call));
  }
}
