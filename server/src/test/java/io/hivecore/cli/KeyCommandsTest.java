package io.hivecore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.ControlPlace;
import io.hivecore.control.ControlStore;
import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.identity.ApiKey;
import io.hivecore.identity.ApiKeys;
import io.hivecore.identity.Tenant;
import io.hivecore.identity.Tenants;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import io.hivecore.identity.jooq.JooqTenantStore;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeyCommandsTest {
  private static final String KEY = "hc_[A-Za-z0-9_-]{43}\n";

  @TempDir Path folder;

  /** What a command did: its exit code and what it wrote. */
  private record Ran(int code, String out, String err) {}

  @Test
  void aNewKeyIsTheOnlyOutputSoThatScriptsCanTakeIt() {
    Ran ran = run("key", "create", "--tenant", "acme", "--create-tenant-name", "Acme Ltd");
    assertThat(ran.code).isZero();
    assertThat(ran.out).matches(KEY);
    assertThat(ran.err)
        .isEqualTo(
            """
            There was no tenant acme, so it has been created.
            A new key of tenant acme (ingest, query), valid within a second. It is shown this once:
            """);
    Tenant acme = only(tenants());
    assertThat(acme.name()).isEqualTo("Acme Ltd");
    assertThat(authenticate(ran.out.strip()))
        .contains(new Caller(acme.id(), only(keys()).id(), Set.of(Scope.INGEST, Scope.QUERY)));
  }

  @Test
  void withoutATenantTheKeyIsTheFirstOnes() {
    assertThat(run("key", "create").out).matches(KEY);
    Ran second = run("key", "create", "--name", "second", "--scope", "QUERY");
    assertThat(second.err)
        .isEqualTo(
            "A new key of tenant default (query), valid within a second. It is shown this once:\n");
    assertThat(only(tenants()).slug()).isEqualTo("default");
    assertThat(keys()).extracting(ApiKey::name).containsExactly("unnamed", "second");
  }

  @Test
  void anOperatorsKeyBelongsToNoTenant() {
    Ran ran = run("key", "create", "--operator", "--name", "prometheus");
    assertThat(ran.err)
        .isEqualTo(
            "A new key of the operator (operate), valid within a second. It is shown this once:\n");
    assertThat(tenants()).isEmpty();
    assertThat(authenticate(ran.out.strip()))
        .contains(new Caller(null, only(keys()).id(), Set.of(Scope.OPERATE)));
  }

  @Test
  void keysAreListedWithoutTheKeys() {
    String text = run("key", "create", "--tenant", "acme", "--name", "laptop").out.strip();
    run("key", "create", "--operator");
    run("key", "revoke", text);
    List<ApiKey> keys = keys();
    ApiKey laptop = keys.getFirst();
    ApiKey operator = keys.getLast();
    Ran listed = run("key", "list", "--json");
    assertThat(listed)
        .isEqualTo(
            new Ran(
                0,
                """
                [{"id":"%s","prefix":"%s","tenant":"acme","name":"laptop",\
                "scopes":["ingest","query"],"created_at":"%s","revoked_at":"%s"},\
                {"id":"%s","prefix":"%s","tenant":null,"name":"unnamed",\
                "scopes":["operate"],"created_at":"%s","revoked_at":null}]
                """
                    .formatted(
                        laptop.id(),
                        text.substring(0, 7),
                        laptop.createdAt(),
                        laptop.revokedAt(),
                        operator.id(),
                        operator.prefix(),
                        operator.createdAt()),
                ""));
    Ran table = run("key", "list", "--tenant", "acme");
    assertThat(table.out.lines()).hasSize(2);
    assertThat(table.out)
        .contains(laptop.id() + "  " + text.substring(0, 7) + "...  acme    laptop  ingest,query")
        .doesNotContain(text)
        .doesNotContain("operate");
  }

  @Test
  void aKeyIsRevokedByIdByItsBeginningOrByAllOfIt() {
    List<Function<String, String>> ways =
        List.of(
            key -> keys().getLast().id().toString(),
            key -> key.substring(0, 7),
            key -> key.substring(0, 7) + "...",
            key -> key);
    for (Function<String, String> way : ways) {
      String key = run("key", "create", "--name", "laptop").out.strip();
      Ran ran = run("key", "revoke", way.apply(key));
      assertThat(ran)
          .isEqualTo(
              new Ran(
                  0,
                  "The key "
                      + key.substring(0, 7)
                      + "... (laptop) of tenant default is revoked; it is refused within a second.\n",
                  ""));
      assertThat(authenticate(key)).isEmpty();
    }
    assertThat(keys()).allMatch(ApiKey::revoked);
  }

  @Test
  void revokingTwiceDoesNoHarm() {
    String key = run("key", "create").out.strip();
    run("key", "revoke", key);
    Ran again = run("key", "revoke", key);
    assertThat(again)
        .isEqualTo(
            new Ran(
                0,
                "The key "
                    + key.substring(0, 7)
                    + "... of tenant default had been revoked at "
                    + only(keys()).revokedAt()
                    + ".\n",
                ""));
  }

  @Test
  void ofKeysThatBeginAlikeOneMustBeNamed() {
    run("key", "create", "--tenant", "acme");
    run("key", "create", "--tenant", "acme");
    try (ControlStore control = SqliteControlStore.open(file())) {
      control.writeAcrossTenants(sql -> sql.execute("update api_keys set prefix = 'hc_same'"));
    }
    List<ApiKey> keys = keys();
    assertThat(run("key", "revoke", "hc_same"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "hivecore: 2 keys begin with hc_same; name one by its id: "
                    + keys.get(0).id()
                    + ", "
                    + keys.get(1).id()
                    + "\n"));
    run("key", "revoke", keys.get(0).id().toString());
    assertThat(run("key", "revoke", "hc_same").code).isZero();
    assertThat(keys()).allMatch(ApiKey::revoked);
  }

  @Test
  void whatCannotBeDoneIsRefusedWithOneLine() {
    assertThat(run("key", "list"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "hivecore: there are no tenants or keys in "
                    + folder.resolve("data")
                    + ": start the server or create a key first, or name another folder with"
                    + " --data\n"));
    assertThat(Files.exists(folder.resolve("data"))).isFalse();
    run("tenant", "create", "acme");
    assertThat(run("key", "list", "--tenant", "nobody"))
        .isEqualTo(
            new Ran(
                1, "", "hivecore: there is no tenant nobody; ./hivecore tenant list shows them\n"));
    assertThat(run("key", "revoke", "hc_none"))
        .isEqualTo(
            new Ran(1, "", "hivecore: there is no such key; ./hivecore key list shows them\n"));
    assertThat(run("key", "create", "--tenant", "acme", "--scope", "operate"))
        .isEqualTo(
            new Ran(1, "", "hivecore: a tenant's key has the scopes ingest, query or both\n"));
    assertThat(run("tenant", "create", "acme"))
        .isEqualTo(new Ran(1, "", "hivecore: there is a tenant acme already\n"));
    assertThat(run("key", "create", "--tenant", "Bad Slug").err)
        .startsWith("hivecore: the tenant's slug must be");
  }

  @Test
  void wrongUseIsSaidWithTheUsage() {
    for (List<String> arguments :
        List.of(
            List.of("key"),
            List.of("key", "create", "--operator", "--tenant", "acme"),
            List.of("key", "create", "--scope", "everything"),
            List.of("key", "revoke"),
            List.of("tenant", "create"),
            List.of("tenant", "set", "acme"))) {
      Ran ran = run(arguments.toArray(String[]::new));
      assertThat(ran.code).as(arguments.toString()).isEqualTo(2);
      assertThat(ran.out).isEmpty();
      assertThat(ran.err).contains("Usage: hivecore");
    }
    for (String[] arguments :
        new String[][] {{"--help"}, {"key", "--help"}, {"key", "create", "--help"}}) {
      Ran ran = run(arguments);
      assertThat(ran.code).isZero();
      assertThat(ran.out).startsWith("Usage: hivecore");
      assertThat(ran.err).isEmpty();
    }
  }

  @Test
  void aCommandThatThereIsNotIsGuessed() {
    assertThat(run("keys", "list"))
        .isEqualTo(
            new Ran(
                2,
                "",
                "Unmatched arguments from index 0: 'keys', 'list'\nDid you mean: hivecore key?\n"));
  }

  @Test
  void aNewKeyCanBeTakenAsJson() {
    Ran ran = run("key", "create", "--tenant", "acme", "--json");
    ApiKey key = only(keys());
    assertThat(ran.code).isZero();
    assertThat(ran.err).isEmpty();
    assertThat(ran.out)
        .matches(
            "\\Q{\"id\":\"%s\",\"prefix\":\"%s\",\"tenant\":\"acme\",\"name\":\"unnamed\",\"scopes\":[\"ingest\",\"query\"],\"created_at\":\"%s\",\"revoked_at\":null,\"key\":\"\\Ehc_[A-Za-z0-9_-]{43}\",\"tenant_created\":true}\n"
                .formatted(key.id(), key.prefix(), key.createdAt()));
  }

  @Test
  void tenantsAreMadeAndListed() {
    assertThat(run("tenant", "create", "acme", "--name", "Acme Ltd"))
        .isEqualTo(new Ran(0, "The tenant acme has been created.\n", ""));
    Tenant acme = only(tenants());
    String document =
        "{\"id\":\"%s\",\"slug\":\"acme\",\"name\":\"Acme Ltd\",\"status\":\"active\",\"created_at\":\"%s\",\"retention_days\":null}"
            .formatted(acme.id(), acme.createdAt());
    assertThat(run("tenant", "list", "--json")).isEqualTo(new Ran(0, "[" + document + "]\n", ""));
    assertThat(run("tenant", "list").out)
        .isEqualTo(
            "SLUG  NAME      STATUS  RETENTION  CREATED                      ID\n"
                + "acme  Acme Ltd  active  default    "
                + acme.createdAt()
                + "  "
                + acme.id()
                + "\n");
  }

  @Test
  void aTenantMayKeepItsRecordsForDaysOfItsOwn() {
    run("tenant", "create", "acme", "--retention-days", "30");
    Tenant acme = only(tenants());
    assertThat(acme.retentionDays()).isEqualTo(30);
    assertThat(run("tenant", "list").out).contains("active  30 days    " + acme.createdAt());
    assertThat(run("tenant", "set", "acme", "--retention-days", "1"))
        .isEqualTo(
            new Ran(
                0,
                "Records of the tenant acme are kept for 1 day; older ones are removed within the"
                    + " hour.\n",
                ""));
    assertThat(run("tenant", "set", acme.id().toString(), "--retention-days", "7", "--json"))
        .isEqualTo(
            new Ran(
                0,
                "{\"id\":\"%s\",\"slug\":\"acme\",\"name\":\"acme\",\"status\":\"active\",\"created_at\":\"%s\",\"retention_days\":7}\n"
                    .formatted(acme.id(), acme.createdAt()),
                ""));
    assertThat(run("tenant", "set", "acme", "--retention-days", "default"))
        .isEqualTo(
            new Ran(
                0,
                "Records of the tenant acme are kept as long as the server is set to"
                    + " (telemetry.retention-days).\n",
                ""));
    assertThat(only(tenants()).retentionDays()).isNull();
  }

  @Test
  void aRetentionThatCannotBeIsRefusedAndChangesNothing() {
    run("tenant", "create", "acme", "--retention-days", "30");
    assertThat(run("tenant", "set", "acme", "--retention-days", "0"))
        .isEqualTo(new Ran(1, "", "hivecore: telemetry is kept for 1 to 36500 days, not 0\n"));
    assertThat(run("tenant", "create", "beta", "--retention-days", "36501"))
        .isEqualTo(new Ran(1, "", "hivecore: telemetry is kept for 1 to 36500 days, not 36501\n"));
    assertThat(run("tenant", "set", "beta", "--retention-days", "1"))
        .isEqualTo(
            new Ran(
                1, "", "hivecore: there is no tenant beta; ./hivecore tenant list shows them\n"));
    Ran wrong = run("tenant", "set", "acme", "--retention-days", "forever");
    assertThat(wrong.code).isEqualTo(2);
    assertThat(wrong.err)
        .startsWith(
            "--retention-days takes a whole number or default, not forever\nUsage: hivecore");
    assertThat(only(tenants()).retentionDays()).isEqualTo(30);
  }

  private Ran run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine commands = HiveCoreCommand.commandLine(this::controlFile);
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = commands.execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  private ControlPlace controlFile(Optional<Path> config, Optional<Path> data) {
    return ControlPlace.file(data.orElse(folder.resolve("data")).resolve("control.db"));
  }

  private Path file() {
    return folder.resolve("data/control.db");
  }

  private List<Tenant> tenants() {
    try (ControlStore control = SqliteControlStore.open(file())) {
      return new Tenants(new JooqTenantStore(control), InstantSource.system()).list();
    }
  }

  private List<ApiKey> keys() {
    try (ControlStore control = SqliteControlStore.open(file())) {
      return new JooqApiKeyStore(control).listOfAllOwners();
    }
  }

  private Optional<Caller> authenticate(String key) {
    try (ControlStore control = SqliteControlStore.open(file());
        var keys = new ApiKeys(new JooqApiKeyStore(control), InstantSource.system())) {
      keys.start();
      return keys.authenticate(key);
    }
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.getFirst();
  }
}
