package io.hivecore.ingest.masking;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant asks for when it sets a rule; not checked yet.
 *
 * @param projectId empty for all projects
 * @param kind a wire name of {@link MaskingKind}
 * @param pattern empty but for {@link MaskingKind#CUSTOM}
 * @param fields empty for all
 * @param replacement null for the standard one
 */
public record MaskingRuleDraft(
    String projectId,
    String name,
    String kind,
    String pattern,
    List<String> fields,
    @Nullable String replacement,
    boolean enabled,
    int position) {
  private static final int LONGEST_PROJECT = 100;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_FIELD = 200;
  private static final int LONGEST_REPLACEMENT = 200;
  private static final int MOST_FIELDS = 50;
  private static final int FARTHEST_POSITION = 1_000_000;

  public MaskingRuleDraft {
    fields = List.copyOf(fields);
  }

  /**
   * One field that is wrong.
   *
   * @param field its name on the wire
   * @param expected what it has to be
   */
  public record Fault(String field, String expected) {}

  /** Everything that is wrong with the draft; empty for a good one. */
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    text("project_id", projectId, LONGEST_PROJECT).ifPresent(faults::add);
    if (name.isBlank()) {
      faults.add(new Fault("name", "must be given"));
    }
    text("name", name, LONGEST_NAME).ifPresent(faults::add);
    Optional<MaskingKind> known = MaskingKind.ofWireName(kind);
    if (known.isEmpty()) {
      faults.add(
          new Fault(
              "kind",
              "must be one of api_key, email, phone, credit_card, identity_number, custom"));
    } else if (known.get() == MaskingKind.CUSTOM) {
      PatternBounds.fault(pattern).ifPresent(fault -> faults.add(new Fault("pattern", fault)));
    } else if (!pattern.isEmpty()) {
      faults.add(new Fault("pattern", "is for the kind custom only"));
    }
    fields(faults);
    if (replacement != null) {
      text("replacement", replacement, LONGEST_REPLACEMENT).ifPresent(faults::add);
    }
    // In texts that hold JSON as text these would end it.
    if (shown().indexOf('"') >= 0 || shown().indexOf('\\') >= 0) {
      faults.add(new Fault(replacement == null ? "name" : "replacement", "must not hold \" or \\"));
    }
    if (Math.abs((long) position) > FARTHEST_POSITION) {
      faults.add(
          new Fault("position", "must be from -" + FARTHEST_POSITION + " to " + FARTHEST_POSITION));
    }
    return faults;
  }

  private void fields(List<Fault> faults) {
    if (fields.size() > MOST_FIELDS) {
      faults.add(new Fault("fields", "must be at most " + MOST_FIELDS));
    }
    for (String field : fields) {
      if (field.isBlank()) {
        faults.add(new Fault("fields", "must not be empty"));
        return;
      }
      Optional<Fault> fault = text("fields", field, LONGEST_FIELD);
      if (fault.isPresent()) {
        faults.add(fault.get());
        return;
      }
    }
  }

  private String shown() {
    return replacement == null ? "[MASKED:" + name.strip() + "]" : replacement;
  }

  /** The rule of a draft without faults. */
  MaskingRule rule(UUID id, TenantId tenant, Instant createdAt) {
    return new MaskingRule(
        id,
        tenant,
        projectId.strip(),
        name.strip(),
        MaskingKind.ofWireName(kind).orElseThrow(),
        pattern,
        fields.stream().map(String::strip).distinct().toList(),
        shown(),
        enabled,
        position,
        // Stores keep microseconds; what was added is what is read back.
        createdAt.truncatedTo(ChronoUnit.MICROS));
  }

  private static Optional<Fault> text(String field, String text, int most) {
    if (text.length() > most) {
      return Optional.of(new Fault(field, "must have at most " + most + " characters"));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(new Fault(field, "must not hold control characters"));
    }
    return Optional.empty();
  }
}
