package io.hivecore.identity.jooq;

import io.hivecore.control.ControlStore;
import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.identity.ApiKeyStore;
import io.hivecore.identity.IdentityStoreContract;
import io.hivecore.identity.TenantStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteIdentityStoreTest extends IdentityStoreContract {
  private final ControlStore control;

  SqliteIdentityStoreTest(@TempDir Path folder) {
    control = SqliteControlStore.open(folder.resolve("control.db"));
  }

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
