package io.hivecore.ingest.masking.jooq;

import io.hivecore.control.ControlStore;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.postgresql.PostgresServer;
import io.hivecore.control.postgresql.PostgresqlControlStore;

/** The same queries on PostgreSQL. */
class PostgresqlMaskingRuleStoreTest extends JooqMaskingRuleStoreTest {
  @Override
  ControlStore open() {
    return PostgresqlControlStore.open(DatabaseUrl.parse(PostgresServer.newDatabase()));
  }
}
