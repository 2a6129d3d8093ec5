package io.hivecore.metering;

/** The store that other tests use does what a real one does. */
class TenantPricesInMemoryTest extends TenantPriceStoreContract {
  @Override
  protected TenantPriceStore store() {
    return new TenantPricesInMemory();
  }
}
