package io.hivecore.identity.jooq;

import io.hivecore.control.ControlStore;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.postgresql.PostgresServer;
import io.hivecore.control.postgresql.PostgresqlControlStore;
import io.hivecore.identity.ApiKeyStore;
import io.hivecore.identity.IdentityStoreContract;
import io.hivecore.identity.TenantStore;
import org.junit.jupiter.api.AfterEach;

class PostgresqlIdentityStoreTest extends IdentityStoreContract {
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
  protected ApiKeyStore keys() {
    return new JooqApiKeyStore(control);
  }
}
