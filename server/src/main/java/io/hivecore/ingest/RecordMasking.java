package io.hivecore.ingest;

import io.hivecore.ingest.masking.Masker;
import io.hivecore.ingest.masking.Masking;
import io.hivecore.ingest.masking.MaskingRules;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.TenantId;

/**
 * Masks the texts of records by their tenant's rules. What it masks has not been anywhere but in
 * memory, and is nowhere afterwards.
 */
public final class RecordMasking implements Preparation {
  private final MaskingRules rules;

  public RecordMasking(MaskingRules rules) {
    this.rules = rules;
  }

  @Override
  public TelemetryRecord prepared(TenantId tenant, TelemetryRecord record) {
    Masker masker = rules.masker(tenant, record.context().projectId());
    return masker.idle() ? record : RecordTexts.rewritten(record, new MaskedTexts(masker.begin()));
  }

  private record MaskedTexts(Masking masking) implements TextRewriting {
    @Override
    public String text(String field, String text) {
      return masking.masked(field, text);
    }

    @Override
    public String member(String field, String member, String json) {
      return masking.masked(field, member, json);
    }
  }
}
