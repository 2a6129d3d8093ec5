package io.hivecore.ingest.http.masking;

import io.hivecore.http.Problem.FieldError;
import io.hivecore.ingest.masking.MaskingRuleDraft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Gathers the members of one rule. A name it does not know is a mistake, for a misspelt limit would
 * otherwise be none. A null is like an absent member.
 */
final class RuleReader {
  private static final int MOST_FIELDS = 1_000;

  private final List<String> where;
  private final List<FieldError> errors;
  private String projectId = "";
  private String name = "";
  private String kind = "";
  private String pattern = "";
  private List<String> fields = List.of();
  private @Nullable String replacement;
  private boolean enabled = true;
  private int position;

  /**
   * A reader.
   *
   * @param where the names that lead to the rule in the body
   * @param errors gets what is wrong
   */
  RuleReader(List<String> where, List<FieldError> errors) {
    this.where = where;
    this.errors = errors;
  }

  /** Takes the member at whose value the parser stands, and leaves the parser at its end. */
  void member(String member, JsonParser json) {
    boolean absent = json.currentToken() == JsonToken.VALUE_NULL;
    switch (member) {
      case "project_id" -> projectId = absent ? "" : text(member, json);
      case "name" -> name = absent ? "" : text(member, json);
      case "kind" -> kind = absent ? "" : text(member, json);
      case "pattern" -> pattern = absent ? "" : text(member, json);
      case "replacement" -> replacement = absent ? null : text(member, json);
      case "fields" -> fields = absent ? List.of() : texts(member, json);
      case "enabled" -> enabled = absent || flag(member, json);
      case "position" -> position = absent ? 0 : number(member, json);
      default -> wrong(member, "is not a field of a masking rule", json);
    }
  }

  MaskingRuleDraft draft() {
    return new MaskingRuleDraft(
        projectId, name, kind, pattern, fields, replacement, enabled, position);
  }

  /** Notes what is wrong with the draft as a whole. */
  void check(MaskingRuleDraft draft) {
    if (errors.isEmpty()) {
      draft.faults().forEach(fault -> add(fault.field(), fault.expected()));
    }
  }

  private String text(String member, JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    wrong(member, "must be text", json);
    return "";
  }

  private List<String> texts(String member, JsonParser json) {
    List<String> texts = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      wrong(member, "must be a list of texts", json);
      return texts;
    }
    boolean all = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all &= json.currentToken() == JsonToken.VALUE_STRING && texts.size() < MOST_FIELDS;
      if (all) {
        texts.add(json.getString());
      }
      json.skipChildren();
    }
    if (!all) {
      add(member, "must be a list of texts");
    }
    return texts;
  }

  private boolean flag(String member, JsonParser json) {
    if (json.currentToken().isBoolean()) {
      return json.currentToken() == JsonToken.VALUE_TRUE;
    }
    wrong(member, "must be true or false", json);
    return true;
  }

  private int number(String member, JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getStringLength() <= 9) {
      return json.getIntValue();
    }
    wrong(member, "must be a whole number", json);
    return 0;
  }

  private void wrong(String member, String expected, JsonParser json) {
    add(member, expected);
    json.skipChildren();
  }

  private void add(String member, String expected) {
    List<String> path = new ArrayList<>(where);
    path.add(member);
    errors.add(new FieldError(member, path, expected));
  }
}
