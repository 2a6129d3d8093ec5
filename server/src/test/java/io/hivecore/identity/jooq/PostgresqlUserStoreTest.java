package io.hivecore.identity.jooq;

import io.hivecore.control.ControlStore;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.postgresql.PostgresServer;
import io.hivecore.control.postgresql.PostgresqlControlStore;
import io.hivecore.identity.TenantStore;
import io.hivecore.identity.UserStoreContract;
import io.hivecore.identity.login.SessionStore;
import io.hivecore.identity.users.UserStore;
import org.junit.jupiter.api.AfterEach;

class PostgresqlUserStoreTest extends UserStoreContract {
  private final ControlStore control =
      PostgresqlControlStore.open(DatabaseUrl.parse(PostgresServer.newDatabase()));

  @AfterEach
  void close() {
    control.close();
  }

  @Override
  protected TenantStore tenants() {
    return new JooqTenantStore(control);
  }

  @Override
  protected UserStore users() {
    return new JooqUserStore(control);
  }

  @Override
  protected SessionStore sessions() {
    return new JooqSessionStore(control);
  }
}
