package io.hivecore.control.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.control.ControlStore;
import io.hivecore.control.ControlStoreContract;
import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.Migrations;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresqlControlStoreTest extends ControlStoreContract {
  private final String url = PostgresServer.emptyDatabase();

  @Override
  protected ControlStore open() {
    return PostgresqlControlStore.open(DatabaseUrl.parse(url));
  }

  @Override
  protected Migrations migrations() {
    return PostgresqlControlStore.MIGRATIONS;
  }

  @Test
  void commitsAreDurableWhateverTheServersDefault() {
    PostgresServer.execute(
        url,
        "alter role hivecore in database %s set synchronous_commit = off"
            .formatted(DatabaseUrl.parse(url).database()));
    try (ControlStore store = open()) {
      assertThat(
              store.<String>write(
                  TENANT, control -> String.valueOf(control.fetchValue("show synchronous_commit"))))
          .isEqualTo("on");
    }
  }

  @Test
  void aConnectionThatTheServerEndedIsReplaced() {
    try (ControlStore store = open()) {
      makeNotes(store);
      ControlStoreException gone =
          refusal(
              () ->
                  store.write(
                      TENANT,
                      control -> {
                        PostgresServer.execute(
                            url,
                            "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                                + " current_database() and pid <> pg_backend_pid()");
                        return control.execute("insert into notes values ('lost')");
                      }));
      assertThat(gone.reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(gone.retryable()).isTrue();
      store.write(TENANT, control -> control.execute("insert into notes values ('kept')"));
      assertThat(notes(store)).containsExactly("kept");
    }
  }

  @Test
  void aWriterThatAnotherProcessKeepsWaitingIsBusy() throws Exception {
    try (ControlStore store = open();
        Connection other = PostgresServer.source(url).getConnection();
        Statement statement = other.createStatement()) {
      makeNotes(store);
      store.write(TENANT, control -> control.execute("insert into notes values ('seen')"));
      other.setAutoCommit(false);
      statement.execute("lock table notes in exclusive mode");
      ControlStoreException busy =
          refusal(
              () -> store.write(TENANT, control -> control.execute("update notes set text = 'x'")));
      assertThat(busy.reason()).isEqualTo(Reason.BUSY);
      assertThat(notes(store)).containsExactly("seen");
    }
  }

  @Test
  void whatCannotBeOpenedSaysWhyAndNeverThePassword() {
    String database = DatabaseUrl.parse(url).toString();
    String wrong = url.replace("//hivecore:", "//hivecore:secret-");
    assertRefused(wrong, Reason.UNUSABLE, "the control store " + database + " cannot be used: ");
    assertRefused(
        url.replaceFirst("/test_[0-9]+", "/nowhere"),
        Reason.UNUSABLE,
        "\"nowhere\" does not exist");
    assertRefused(url.replaceFirst(":[0-9]+/", ":1/"), Reason.UNREACHABLE, "127.0.0.1:1/");
  }

  private static void assertRefused(String url, Reason reason, String part) {
    ControlStoreException refusal =
        refusal(() -> PostgresqlControlStore.open(DatabaseUrl.parse(url)));
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal).hasMessageContaining(part);
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      assertThat(String.valueOf(cause.getMessage())).doesNotContain("secret", "p@ss", "p%40ss");
    }
    assertThatThrownBy(() -> PostgresqlControlStore.look(DatabaseUrl.parse(url)))
        .hasMessage(refusal.getMessage());
  }

  @Test
  void lookingChangesNothing() {
    assertThat(PostgresqlControlStore.look(DatabaseUrl.parse(url)))
        .startsWith("PostgreSQL ")
        .endsWith("; the next start brings its schema up to date");
    open().close();
    assertThat(PostgresqlControlStore.look(DatabaseUrl.parse(url)))
        .endsWith(" answers at " + DatabaseUrl.parse(url));
  }

  @Test
  void aLoginThatPassesByThePoliciesWithoutBeingASuperuserIsRefused() {
    PostgresServer.execute(url, "create role passes login bypassrls password 'p@ss/word?'");
    PostgresServer.execute(url, "grant hivecore to passes");
    try {
      ControlStoreException refusal =
          refusal(
              () ->
                  PostgresqlControlStore.open(
                      DatabaseUrl.parse(url.replace("//hivecore:", "//passes:"))));
      assertThat(refusal.reason()).isEqualTo(Reason.UNUSABLE);
      assertThat(refusal).hasMessageContaining("BYPASSRLS");
    } finally {
      for (String statement : List.of("drop owned by passes cascade", "drop role passes")) {
        PostgresServer.execute(url, statement);
      }
    }
  }
}
