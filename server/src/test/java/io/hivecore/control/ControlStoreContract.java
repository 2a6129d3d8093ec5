package io.hivecore.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hivecore.control.ControlStoreException.Reason;
import io.hivecore.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** What every control store has to do. */
public abstract class ControlStoreContract {
  protected static final TenantId TENANT = new TenantId(new UUID(0, 1));

  /** Opens the store of this test, as another process would; the first time it is made. */
  protected abstract ControlStore open();

  protected abstract Migrations migrations();

  @Test
  void whatIsWrittenIsReadAfterTheStoreIsOpenedAgain() {
    try (ControlStore store = open()) {
      makeNotes(store);
      store.write(TENANT, control -> control.execute("insert into notes values (?)", "kept"));
      assertThat(notes(store)).containsExactly("kept");
    }
    try (ControlStore store = open()) {
      assertThat(notes(store)).containsExactly("kept");
      store.check();
    }
  }

  @Test
  void readersCannotWrite() {
    try (ControlStore store = open()) {
      makeNotes(store);
      String insert = "insert into notes values ('lost')";
      assertThat(refusal(() -> store.read(TENANT, control -> control.execute(insert))).reason())
          .isEqualTo(Reason.FAILED);
      assertThat(
              refusal(() -> store.readAcrossTenants(control -> control.execute(insert))).reason())
          .isEqualTo(Reason.FAILED);
      assertThat(notes(store)).isEmpty();
    }
  }

  @Test
  void aReaderSeesOneSnapshot() {
    try (ControlStore store = open();
        ControlStore other = open()) {
      makeNotes(store);
      List<Integer> counts =
          store.read(
              TENANT,
              control -> {
                int before = control.fetchCount(DSL.table("notes"));
                return List.of(before, writeBeside(other, control));
              });
      assertThat(counts).containsExactly(0, 0);
      assertThat(notes(store)).containsExactly("beside");
    }
  }

  /** Another process writes while a reader is at work; what the reader counts then. */
  private static int writeBeside(ControlStore other, DSLContext control) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads
          .submit(
              () -> other.write(TENANT, sql -> sql.execute("insert into notes values ('beside')")))
          .get();
      return control.fetchCount(DSL.table("notes"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void failedWorkLeavesNothingBehindAndItsExceptionArrivesAsItIs() {
    try (ControlStore store = open()) {
      makeNotes(store);
      var failure = new IllegalStateException("half way");
      assertThatThrownBy(
              () ->
                  store.write(
                      TENANT,
                      control -> {
                        control.execute("insert into notes values ('lost')");
                        throw failure;
                      }))
          .isSameAs(failure);
      ControlStoreException wrong =
          refusal(
              () ->
                  store.write(
                      TENANT, control -> control.execute("insert into nowhere values (1)")));
      assertThat(wrong.reason()).isEqualTo(Reason.FAILED);
      assertThat(wrong.retryable()).isFalse();
      store.write(TENANT, control -> control.execute("insert into notes values ('kept')"));
      assertThat(notes(store)).containsExactly("kept");
    }
  }

  @Test
  void aCommitOfAnotherProcessIsNoticedAndNothingElse() {
    try (ControlStore one = open();
        ControlStore other = open()) {
      makeNotes(other);
      long before = one.changes();
      assertThat(notes(one)).isEmpty();
      assertThatThrownBy(
              () ->
                  other.write(
                      TENANT,
                      control -> {
                        control.execute("insert into notes values ('lost')");
                        throw new IllegalStateException();
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(one.changes()).isEqualTo(before);

      other.write(TENANT, control -> control.execute("insert into notes values ('kept')"));
      long after = one.changes();
      assertThat(after).isNotEqualTo(before);
      assertThat(notes(one)).containsExactly("kept");

      one.writeAcrossTenants(control -> control.execute("insert into notes values ('own')"));
      assertThat(one.changes()).isNotEqualTo(after);
    }
  }

  @Test
  void writersOfTwoProcessesTakeTurns() throws Exception {
    try (ControlStore one = open();
        ControlStore other = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      one.writeAcrossTenants(control -> control.execute("create table counters (n integer)"));
      one.writeAcrossTenants(control -> control.execute("insert into counters values (0)"));
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ControlStore store = i % 2 == 0 ? one : other;
        work.add(
            () ->
                store.write(
                    TENANT,
                    control -> control.execute("update counters set n = ?", number(control) + 1)));
      }
      for (Future<Integer> done : threads.invokeAll(work)) {
        assertThat(done.get()).isOne();
      }
      assertThat(one.<Integer>read(TENANT, ControlStoreContract::number)).isEqualTo(100);
    }
  }

  @Test
  void manyMayOpenANewStoreAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ControlStore>> opened = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        opened.add(threads.submit(this::open));
      }
      for (Future<ControlStore> store : opened) {
        store.get().close();
      }
    }
    try (ControlStore store = open()) {
      List<String> versions =
          store.readAcrossTenants(
              control ->
                  control.fetchValues("select version from flyway_schema_history").stream()
                      .map(String::valueOf)
                      .toList());
      assertThat(versions).hasSameSizeAs(migrations().files());
    }
  }

  @Test
  void aNewerSchemaIsRefusedAndLeftAlone() {
    try (ControlStore store = open()) {
      store.writeAcrossTenants(
          control ->
              control.execute(
                  """
                  insert into flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                  values (99, '99', 'later', 'SQL', 'V99__later.sql', 'later', 1, true)
                  """));
    }
    ControlStoreException refusal = refusal(this::open);
    assertThat(refusal.reason()).isEqualTo(Reason.NEWER);
    assertThat(refusal)
        .hasMessage(
            "the control store has schema version 99, written by a newer HiveCore; this one knows"
                + " versions up to "
                + migrations().newestVersion()
                + ". Start the newer program, or bring back a backup from before"
                + " the update");
  }

  @Test
  void workThatCallsTheStoreAgainIsRefusedInsteadOfWaitingForever() {
    try (ControlStore store = open()) {
      assertThatThrownBy(
              () -> store.write(TENANT, control -> store.write(TENANT, DSLContext::selectOne)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("work on the control store must not call the store again");
    }
  }

  @Test
  void aClosedStoreRefusesWorkAfterEndingWhatHadBegun() throws Exception {
    var begun = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ControlStore store = open();
      makeNotes(store);
      Future<Integer> running =
          threads.submit(
              () ->
                  store.write(
                      TENANT,
                      control -> {
                        begun.countDown();
                        return control.execute("insert into notes values ('kept')");
                      }));
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      store.close();
      assertThat(running.get()).isOne();
      assertThat(refusal(store::check).reason()).isEqualTo(Reason.CLOSED);
    }
    try (ControlStore store = open()) {
      assertThat(notes(store)).containsExactly("kept");
    }
  }

  protected static void makeNotes(ControlStore store) {
    store.writeAcrossTenants(control -> control.execute("create table notes (text text)"));
  }

  protected static List<String> notes(ControlStore store) {
    return store.read(
        TENANT,
        control ->
            control.fetchValues("select text from notes order by text").stream()
                .map(String::valueOf)
                .toList());
  }

  protected static ControlStoreException refusal(ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(ControlStoreException.class, call));
  }

  private static int number(DSLContext control) {
    return requireNonNull(
        requireNonNull(control.fetchOne("select n from counters")).get(0, Integer.class));
  }
}
