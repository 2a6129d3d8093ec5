package io.hivecore.ingest;

import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.tenancy.TenantId;
import java.util.Optional;

/**
 * Links what Langfuse's clients uploaded by itself, as media are linked that came within a record:
 * {@code @@@langfuseMedia:type=image/png|id=…|source=bytes@@@} becomes {@code
 * hivecore-object:sha256-…} with the first 33 digits, all that the reference tells of the hash.
 * Whether the upload has come, or ever will, makes no difference.
 */
public final class MediaReferences implements Preparation {
  private static final String BEGIN = "@@@langfuseMedia:";
  private static final String END = "@@@";
  private static final String ID = "id=";

  /** A media type has at most 255 characters. */
  private static final int MOST_CHARACTERS = 400;

  @Override
  public TelemetryRecord prepared(TenantId tenant, TelemetryRecord record) {
    return refers(record) ? RecordTexts.rewritten(record, new Linked()) : record;
  }

  /** Hardly any does: the others are not taken apart. */
  private static boolean refers(TelemetryRecord record) {
    return switch (record) {
      case SpanRecord span ->
          refers(span.content().input())
              || refers(span.content().output())
              || refers(span.detail().metadata())
              || refers(span.detail().attributes())
              || refers(span.detail().events())
              || span.content().messages().stream().anyMatch(message -> refers(message.json()));
      case TraceRecord trace ->
          refers(trace.input()) || refers(trace.output()) || refers(trace.metadata());
      default -> false;
    };
  }

  private static boolean refers(String text) {
    return text.contains(BEGIN);
  }

  private static final class Linked implements TextRewriting {
    @Override
    public String text(String field, String text) {
      return linked(text);
    }

    @Override
    public String member(String field, String member, String json) {
      return linked(json);
    }
  }

  /** A text, JSON or not, with links instead of references; neither has what JSON escapes. */
  static String linked(String text) {
    int begin = text.indexOf(BEGIN);
    if (begin < 0) {
      return text;
    }
    StringBuilder linked = new StringBuilder(text.length());
    int copied = 0;
    while (begin >= 0) {
      int inside = begin + BEGIN.length();
      int end = text.indexOf(END, inside, Math.min(text.length(), inside + MOST_CHARACTERS));
      Optional<MediaId> id = end < 0 ? Optional.empty() : id(text.substring(inside, end));
      if (id.isPresent()) {
        linked.append(text, copied, begin).append(MediaContent.LINK).append(id.get().object());
        copied = end + END.length();
        inside = copied;
      }
      begin = text.indexOf(BEGIN, inside);
    }
    return linked.append(text, copied, text.length()).toString();
  }

  private static Optional<MediaId> id(String reference) {
    for (String part : reference.split("\\|", -1)) {
      if (part.startsWith(ID)) {
        return MediaId.parse(part.substring(ID.length()));
      }
    }
    return Optional.empty();
  }
}
