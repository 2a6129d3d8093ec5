package io.hivecore.ingest;

import io.hivecore.ingest.IngestRefusedException.Reason;
import io.hivecore.json.StringValues;
import io.hivecore.objects.ObjectId;
import io.hivecore.objects.ObjectStore;
import io.hivecore.objects.ObjectStoreException;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Takes large texts and media out of spans and traces into objects, which are on the disk before
 * the record that names them is: what lists and dashboards read stays small. An object whose record
 * was refused afterwards is named by nobody and goes with the retention.
 */
public final class LargeTexts implements Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(LargeTexts.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int PREVIEW_CHARACTERS = 2_000;

  private final ObjectStore objects;
  private final long mostInlineBytes;

  /**
   * Takes texts out.
   *
   * @param mostInlineBytes as UTF-8; longer texts become objects
   */
  public LargeTexts(ObjectStore objects, long mostInlineBytes) {
    this.objects = objects;
    this.mostInlineBytes = mostInlineBytes;
  }

  @Override
  public TelemetryRecord prepared(TenantId tenant, TelemetryRecord record) {
    if (!large(record)) {
      return record;
    }
    try {
      return RecordTexts.rewritten(record, new Taking(tenant));
    } catch (ObjectStoreException e) {
      throw refused(e);
    }
  }

  /** Whether there is anything in it that may have to go out. */
  private static boolean large(TelemetryRecord record) {
    return switch (record) {
      case SpanRecord span ->
          large(span.content().input())
              || large(span.content().output())
              || large(span.detail().attributes())
              || large(span.detail().events())
              || span.content().messages().stream().anyMatch(message -> large(message.json()));
      case TraceRecord trace -> large(trace.input()) || large(trace.output());
      default -> false;
    };
  }

  private static boolean large(String text) {
    return text.length() > MediaContent.LEAST_CHARACTERS;
  }

  /** What a store's failure means to the sender; logged when the operator has to look. */
  static IngestRefusedException refused(ObjectStoreException e) {
    return switch (e.reason()) {
      case NO_ROOM ->
          new IngestRefusedException(Reason.NO_ROOM, "There is no room to keep records.", RETRY, e);
      case FAILED -> {
        LOG.error("The store of objects failed; the request was refused.", e);
        yield new IngestRefusedException(
            Reason.UNAVAILABLE, "Records cannot be kept just now.", RETRY, e);
      }
    };
  }

  private final class Taking implements TextRewriting {
    private final TenantId tenant;

    Taking(TenantId tenant) {
      this.tenant = tenant;
    }

    @Override
    public String text(String field, String text) {
      if (!large(text)) {
        return text;
      }
      return switch (field.substring(field.lastIndexOf('.') + 1)) {
        case "input", "output" -> whole(text);
        case "attributes" -> values(text);
        default -> text;
      };
    }

    @Override
    public String member(String field, String member, String json) {
      return field.equals("events") && large(json) ? values(json) : json;
    }

    /** A JSON text of which each value may go out by itself. */
    private String values(String json) {
      String rewritten =
          StringValues.rewritten(
              json,
              new StringBuilder(),
              (path, value) ->
                  large(value) ? media(path, value).orElseGet(() -> whole(value)) : value);
      return rewritten == null ? json : rewritten;
    }

    /** A text that goes out as a whole when it is large without its media, too. */
    private String whole(String text) {
      String json =
          StringValues.mayBeIn(text)
              ? StringValues.rewritten(
                  text, new StringBuilder(), (path, value) -> media(path, value).orElse(value))
              : null;
      String left = json == null ? text : json;
      byte[] bytes = left.getBytes(StandardCharsets.UTF_8);
      if (bytes.length <= mostInlineBytes) {
        return left;
      }
      String type = json == null ? "text/plain; charset=utf-8" : "application/json";
      return reference(objects.put(tenant, type, bytes), bytes.length, left);
    }

    private Optional<String> media(CharSequence path, String value) {
      return MediaContent.of(path, value)
          .map(media -> MediaContent.link(objects.put(tenant, media.type(), media.bytes())));
    }
  }

  private static String reference(ObjectId id, int bytes, String text) {
    int end = Math.min(text.length(), PREVIEW_CHARACTERS);
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder json = new StringBuilder(end + 150);
    json.append("{\"object\":\"").append(id).append("\",\"bytes\":").append(bytes);
    json.append(",\"preview\":\"");
    JsonStringEncoder.getInstance().quoteAsString(text.substring(0, end), json);
    return json.append("\"}").toString();
  }
}
