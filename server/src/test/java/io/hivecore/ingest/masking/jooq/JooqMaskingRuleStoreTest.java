package io.hivecore.ingest.masking.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.ControlStore;
import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.identity.Tenant;
import io.hivecore.identity.TenantStatus;
import io.hivecore.identity.jooq.JooqTenantStore;
import io.hivecore.ingest.masking.MaskingKind;
import io.hivecore.ingest.masking.MaskingRuleStore;
import io.hivecore.ingest.masking.MaskingRuleStoreContract;
import io.hivecore.tenancy.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JooqMaskingRuleStoreTest extends MaskingRuleStoreContract {
  @TempDir Path folder;
  private ControlStore control;

  /** A new control store. */
  ControlStore open() {
    return SqliteControlStore.open(folder.resolve("control.db"));
  }

  @BeforeEach
  void prepare() {
    control = open();
    addTenant(ONE);
    addTenant(OTHER);
  }

  @AfterEach
  void close() {
    control.close();
  }

  @Override
  protected MaskingRuleStore store() {
    return new JooqMaskingRuleStore(control);
  }

  @Test
  void aTenantsRulesGoWithIt() {
    store().add(ONE, rule(1, MaskingKind.EMAIL, 0, Instant.EPOCH));

    new JooqTenantStore(control).delete(ONE, Instant.EPOCH);

    assertThat(control.<Integer>readAcrossTenants(sql -> sql.fetchCount(Columns.RULES))).isZero();
  }

  private void addTenant(TenantId tenant) {
    new JooqTenantStore(control)
        .insert(
            new Tenant(
                tenant, "A tenant", "tenant-" + tenant, TenantStatus.ACTIVE, Instant.EPOCH, null));
  }
}
