package io.hivecore.control.postgresql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hivecore.control.ControlStore;
import io.hivecore.control.ControlStoreException;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.identity.ApiKey;
import io.hivecore.identity.KeyHash;
import io.hivecore.identity.KeyOwner;
import io.hivecore.identity.Tenant;
import io.hivecore.identity.TenantStatus;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import io.hivecore.identity.jooq.JooqSessionStore;
import io.hivecore.identity.jooq.JooqTenantStore;
import io.hivecore.identity.jooq.JooqUserStore;
import io.hivecore.identity.login.LoginSession;
import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.PasswordHash;
import io.hivecore.identity.users.User;
import io.hivecore.identity.users.UserStatus;
import io.hivecore.ingest.masking.MaskingKind;
import io.hivecore.ingest.masking.MaskingRule;
import io.hivecore.ingest.masking.jooq.JooqMaskingRuleStore;
import io.hivecore.metering.ModelPrice;
import io.hivecore.metering.Rate;
import io.hivecore.metering.TenantPrice;
import io.hivecore.metering.jooq.JooqTenantPriceStore;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The second wall: queries that forget to ask for their tenant, on purpose, reach nothing of
 * another one's. With an ordinary login as well as with that of a superuser, whom PostgreSQL would
 * let pass.
 */
class RowLevelSecurityTest {
  private static final TenantId ONE = new TenantId(new UUID(0, 1));
  private static final TenantId OTHER = new TenantId(new UUID(0, 2));
  private static final Instant TIME = Instant.parse("2026-11-20T12:00:00Z");

  /** Tables of which a row belongs to a tenant, and the column that says to which. */
  private static final List<String> TABLES =
      List.of(
          "api_keys.tenant_id",
          "departed_tenants.id",
          "login_sessions.tenant_id",
          "masking_rules.tenant_id",
          "tenant_prices.tenant_id",
          "tenants.id",
          "users.tenant_id");

  private final String url = PostgresServer.newDatabase();

  @BeforeEach
  void bothTenantsHaveSomethingInEveryTable() {
    try (ControlStore control = PostgresqlControlStore.open(DatabaseUrl.parse(url))) {
      fill(control, ONE);
      fill(control, OTHER);
      new JooqApiKeyStore(control).insert(key(KeyOwner.operator(), Scope.OPERATE));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aQueryThatForgetsItsTenantSeesItsTenantOnly(boolean superuser) {
    try (ControlStore control = open(superuser)) {
      for (String table : TABLES) {
        assertThat(owners(control, table)).as(table).containsOnly(ONE.toString());
        assertThat(control.<List<String>>readAcrossTenants(sql -> owners(sql, table)))
            .as(table)
            .contains(ONE.toString(), OTHER.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChangeThatForgetsItsTenantChangesItsTenantOnly(boolean superuser) {
    try (ControlStore control = open(superuser)) {
      control.write(ONE, sql -> sql.execute("update tenants set name = 'changed'"));
      control.write(ONE, sql -> sql.execute("update tenant_prices set provider = 'changed'"));
      control.write(ONE, sql -> sql.execute("delete from masking_rules"));
      control.write(ONE, sql -> sql.execute("delete from api_keys"));
      assertThat(control.<List<String>>readAcrossTenants(RowLevelSecurityTest::everything))
          .containsExactly(
              "key " + OTHER,
              "key null",
              "price  ",
              "price changed",
              "rule " + OTHER,
              "tenant A",
              "tenant changed");
    }
  }

  /** In an order of their own. */
  private static List<String> everything(DSLContext sql) {
    return sql
        .fetchValues(
            """
            select 'key ' || coalesce(tenant_id::text, 'null') from api_keys union all
            select 'price ' || provider from tenant_prices union all
            select 'rule ' || tenant_id from masking_rules union all
            select 'tenant ' || name from tenants
            """)
        .stream()
        .map(String::valueOf)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRowForAnotherTenantIsRefused(boolean superuser) {
    try (ControlStore control = open(superuser)) {
      String steal = "update tenant_prices set tenant_id = '" + OTHER + "'";
      String plant = "insert into departed_tenants values ('" + new UUID(0, 3) + "', 0)";
      for (String statement : List.of(steal, plant)) {
        ControlStoreException refusal =
            requireNonNull(
                catchThrowableOfType(
                    ControlStoreException.class,
                    () -> control.write(ONE, sql -> sql.execute(statement))));
        assertThat(refusal).hasMessageContaining("row-level security");
      }
    }
  }

  /** What the tests above look for is there to be found: without the policies they would fail. */
  @Test
  void withoutThePolicyTheSameQuerySeesAll() {
    PostgresServer.execute(url, "alter table tenant_prices disable row level security");
    try (ControlStore control = open(false)) {
      assertThat(owners(control, "tenant_prices.tenant_id"))
          .containsExactlyInAnyOrder(ONE.toString(), OTHER.toString());
    }
  }

  @Test
  void everyTableButThoseOfTheStoreItselfIsBehindTheWall() throws SQLException {
    assertThat(
            values(
                """
                select relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind = 'r'
                  and not (relrowsecurity and relforcerowsecurity
                           and exists (select from pg_policy where polrelid = pg_class.oid))
                order by relname
                """))
        .containsExactly("control_changes", "flyway_schema_history");
    assertThat(
            values(
                """
                select relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
                order by relname
                """))
        .containsExactlyElementsOf(
            TABLES.stream().map(table -> table.substring(0, table.indexOf('.'))).toList());
  }

  @Test
  void whoNamesNoTenantSeesNothing() throws SQLException {
    for (String table : TABLES) {
      String name = table.substring(0, table.indexOf('.'));
      assertThat(values("select '' from " + name)).as(name).isEmpty();
    }
  }

  private ControlStore open(boolean superuser) {
    return PostgresqlControlStore.open(
        DatabaseUrl.parse(superuser ? PostgresServer.bySuperuser(url) : url));
  }

  private static List<String> owners(ControlStore control, String table) {
    return control.read(ONE, sql -> owners(sql, table));
  }

  private static List<String> owners(DSLContext sql, String table) {
    String[] parts = table.split("\\.", -1);
    return sql.fetchValues("select " + parts[1] + " from " + parts[0]).stream()
        .map(String::valueOf)
        .toList();
  }

  /** On a connection of the ordinary login that says nothing of a tenant. */
  private List<String> values(String query) throws SQLException {
    try (Connection connection = PostgresServer.source(url).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private static void fill(ControlStore control, TenantId tenant) {
    JooqTenantStore tenants = new JooqTenantStore(control);
    Tenant made = new Tenant(tenant, "A", "tenant-" + tenant, TenantStatus.ACTIVE, TIME, null);
    // Leaves a trace of its departure, and comes again.
    tenants.insert(made);
    tenants.delete(tenant, TIME);
    tenants.insert(made);
    new JooqApiKeyStore(control).insert(key(KeyOwner.tenant(tenant), Scope.QUERY));
    Rate rate = Rate.flat(BigDecimal.ONE);
    new JooqTenantPriceStore(control)
        .add(
            tenant,
            new TenantPrice(
                UUID.randomUUID(),
                tenant,
                " ",
                "model",
                new ModelPrice(rate, rate, null, null, null, null, Set.of()),
                TIME,
                null,
                TIME));
    new JooqMaskingRuleStore(control)
        .add(
            tenant,
            new MaskingRule(
                UUID.randomUUID(),
                tenant,
                "",
                "rule",
                MaskingKind.EMAIL,
                "",
                List.of(),
                "#",
                true,
                0,
                TIME));
    logIn(control, tenant);
  }

  private static void logIn(ControlStore control, TenantId tenant) {
    var user =
        new User(
            UUID.randomUUID(),
            tenant,
            new EmailAddress("ada@example.com"),
            "Ada",
            Role.OWNER,
            UserStatus.ACTIVE,
            1,
            TIME,
            null);
    var password = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AA");
    new JooqUserStore(control).add(tenant, user, password);
    KeyHash token = KeyHash.of("token");
    var session =
        new LoginSession(
            UUID.randomUUID(), user.id(), token, token, "", "", TIME, TIME, TIME.plusSeconds(60));
    new JooqSessionStore(control).open(tenant, session, 1);
  }

  private static ApiKey key(KeyOwner owner, Scope scope) {
    return new ApiKey(
        UUID.randomUUID(),
        owner,
        "key",
        "hc_abcd",
        KeyHash.of(owner.toString()),
        Set.of(scope),
        TIME,
        null);
  }
}
