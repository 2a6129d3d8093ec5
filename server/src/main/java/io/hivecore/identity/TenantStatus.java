package io.hivecore.identity;

/** Whether a tenant may use the server. */
public enum TenantStatus {
  /** Its keys are taken. */
  ACTIVE,
  /** Its keys are refused; its data stay. */
  INACTIVE
}
