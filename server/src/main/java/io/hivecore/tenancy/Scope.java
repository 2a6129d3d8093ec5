package io.hivecore.tenancy;

/** What a credential may do. */
public enum Scope {
  /** Send telemetry. */
  INGEST,
  /** Read the tenant's telemetry, by query and by stream. */
  QUERY,
  /** Read the figures of all tenants, for example {@code /metrics}. Belongs to no tenant's key. */
  OPERATE,
  /** Change what a tenant has set up, and its users. Comes with a role; belongs to no key. */
  ADMINISTER
}
