package io.hivecore.metering.jooq;

import io.hivecore.control.ControlStore;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.postgresql.PostgresServer;
import io.hivecore.control.postgresql.PostgresqlControlStore;

/** The same queries on PostgreSQL. */
class PostgresqlTenantPriceStoreTest extends JooqTenantPriceStoreTest {
  @Override
  ControlStore open() {
    return PostgresqlControlStore.open(DatabaseUrl.parse(PostgresServer.newDatabase()));
  }
}
