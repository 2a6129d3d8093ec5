package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A judgement of a trace, a span or a session, by people or programs. The last message of an id
 * counts.
 *
 * @param name what is judged, such as {@code helpfulness}
 * @param value the number; for a boolean 0 or 1; null for a category without number
 * @param label the category's name, or text; may be empty
 * @param sessionId the session that it is of, when it is of no trace
 * @param source who judged: {@code api}, {@code eval}, {@code annotation}
 * @param comment why; may be empty
 * @param metadata the text of one JSON object; may be empty
 */
public record ScoreRecord(
    UUID id,
    Instant timestamp,
    Instant receivedAt,
    Context context,
    String name,
    DataType dataType,
    @Nullable Double value,
    String label,
    String sessionId,
    String source,
    String comment,
    String metadata,
    @Nullable String extra)
    implements MergedRecord {
  public ScoreRecord {
    requireNonNull(name, "name");
    requireNonNull(dataType, "dataType");
    requireNonNull(label, "label");
    requireNonNull(sessionId, "sessionId");
    requireNonNull(source, "source");
    requireNonNull(comment, "comment");
    requireNonNull(metadata, "metadata");
  }

  @Override
  public RecordKind kind() {
    return RecordKind.SCORE;
  }

  /** The message: a score is always sent whole. */
  public ScoreRecord mergedWith(ScoreRecord message) {
    return message;
  }

  /** This score with other texts. */
  public ScoreRecord withTexts(
      String newLabel, String newComment, String newMetadata, @Nullable String newExtra) {
    return new ScoreRecord(
        id,
        timestamp,
        receivedAt,
        context,
        name,
        dataType,
        value,
        newLabel,
        sessionId,
        source,
        newComment,
        newMetadata,
        newExtra);
  }

  /** What a score's values are. The code is part of the journal's format. */
  public enum DataType implements Coded {
    NUMERIC(1),
    CATEGORICAL(2),
    BOOLEAN(3);

    private final int code;
    private final String wireName;

    DataType(int code) {
      this.code = code;
      this.wireName = name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String wireName() {
      return wireName;
    }

    public static Optional<DataType> ofCode(int code) {
      return Coded.ofCode(values(), code);
    }

    /** By name, in any case, as Langfuse's clients write it in capitals. */
    public static Optional<DataType> ofWireName(String wireName) {
      for (DataType type : values()) {
        if (type.wireName.equalsIgnoreCase(wireName)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }
}
