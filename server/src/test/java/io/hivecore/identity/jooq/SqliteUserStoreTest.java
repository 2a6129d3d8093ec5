package io.hivecore.identity.jooq;

import io.hivecore.control.ControlStore;
import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.identity.TenantStore;
import io.hivecore.identity.UserStoreContract;
import io.hivecore.identity.login.SessionStore;
import io.hivecore.identity.users.UserStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUserStoreTest extends UserStoreContract {
  private final ControlStore control;

  SqliteUserStoreTest(@TempDir Path folder) {
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
  protected UserStore users() {
    return new JooqUserStore(control);
  }

  @Override
  protected SessionStore sessions() {
    return new JooqSessionStore(control);
  }
}
