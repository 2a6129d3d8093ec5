package io.hivecore.ingest.json;

import static tools.jackson.core.sym.PropertyNameMatcher.MATCH_END_OBJECT;
import static tools.jackson.core.sym.PropertyNameMatcher.MATCH_UNKNOWN_NAME;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Rejection;
import io.hivecore.telemetry.RecordKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the records of one request. Whatever is wrong with a record, the parser is left at its end,
 * ready for the next. Belongs to one thread.
 */
final class RecordReader {
  private final Identities identities;
  private final Map<RecordKind, FieldValues> scratch = new EnumMap<>(RecordKind.class);
  private final UnknownFields unknown = new UnknownFields();
  private RecordKind guess = RecordKind.USAGE;
  private boolean mixed;

  RecordReader(Identities identities) {
    this.identities = identities;
  }

  /**
   * Reads a record of a known kind; the parser stands at its first token.
   *
   * @param envelope unknown fields to keep with it, null when there are none
   * @param index its place in the request; -1 when the request is one record
   */
  Decoded read(
      JsonParser parser,
      RecordKind kind,
      Arrival arrival,
      @Nullable UnknownFields envelope,
      int index) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return noObject(parser);
    }
    KindDecoder decoder = KindDecoder.of(kind);
    FieldValues values = begin(decoder);
    if (envelope != null) {
      unknown.addAll(envelope);
    }
    int match;
    while ((match = parser.nextNameMatch(decoder.fields().matcher())) != MATCH_END_OBJECT) {
      // Only a record in a batch has a kind; here it is a name like any other.
      if (match == MATCH_UNKNOWN_NAME || match == FieldTable.KIND_SLOT) {
        keep(parser, values);
      } else {
        parser.nextToken();
        values.take(match, parser);
      }
    }
    return finish(decoder, values, arrival, index);
  }

  /**
   * Reads a record that names its kind; the parser stands at its first token. The kind of the
   * record before is taken for granted until the name comes, so that in a batch of one kind it may
   * stand anywhere. A record that turns out to be of another kind is read again; once that has
   * happened, the text is searched for a hint first.
   *
   * @param text what the parser reads
   * @param start where the parser began in it
   */
  Decoded readNamed(JsonParser parser, Arrival arrival, byte[] text, int start, int index) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return noObject(parser);
    }
    int offset = start + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    if (mixed) {
      guess = KindHint.of(text, offset).orElse(guess);
    }
    KindDecoder decoder = KindDecoder.of(guess);
    FieldValues values = begin(decoder);
    boolean anything = false;
    boolean named = false;
    int match;
    while ((match = parser.nextNameMatch(decoder.fields().matcher())) != MATCH_END_OBJECT) {
      if (match == MATCH_UNKNOWN_NAME) {
        anything = true;
        keep(parser, values);
      } else if (match != FieldTable.KIND_SLOT) {
        anything = true;
        parser.nextToken();
        values.take(match, parser);
      } else {
        RecordKind kind;
        try {
          kind = kind(parser, named ? decoder.kind() : null);
        } catch (InvalidValueException e) {
          JsonText.leave(parser, 1);
          return wrongKind(e.detail());
        }
        named = true;
        if (kind != decoder.kind()) {
          guess = kind;
          if (anything) {
            JsonText.leave(parser, 1);
            mixed = true;
            return readAgain(kind, arrival, text, offset, index);
          }
          decoder = KindDecoder.of(kind);
          values = begin(decoder);
        }
      }
    }
    return named ? finish(decoder, values, arrival, index) : wrongKind("This field is required.");
  }

  private Decoded readAgain(RecordKind kind, Arrival arrival, byte[] text, int offset, int index) {
    try (JsonParser parser = JsonReading.parser(text, offset, text.length - offset)) {
      parser.nextToken();
      KindDecoder decoder = KindDecoder.of(kind);
      FieldValues values = begin(decoder);
      int match;
      while ((match = parser.nextNameMatch(decoder.fields().matcher())) != MATCH_END_OBJECT) {
        if (match == MATCH_UNKNOWN_NAME) {
          keep(parser, values);
        } else if (match != FieldTable.KIND_SLOT) {
          parser.nextToken();
          values.take(match, parser);
        } else {
          kind(parser, kind);
        }
      }
      return finish(decoder, values, arrival, index);
    } catch (InvalidValueException e) {
      return wrongKind(e.detail());
    }
  }

  /**
   * Reads the kind whose name the parser stands at.
   *
   * @param before what the record said already, null when nothing
   */
  private static RecordKind kind(JsonParser parser, @Nullable RecordKind before)
      throws InvalidValueException {
    parser.nextToken();
    Object name = ValueReader.read(ValueType.KIND, parser);
    if (name == null) {
      throw new InvalidValueException("This field may not be null.");
    }
    Optional<RecordKind> kind =
        RecordKind.ofWireName((String) name).filter(KindDecoder.KINDS::contains);
    if (kind.isEmpty()) {
      throw new InvalidValueException(
          Quoted.of((String) name)
              + " is not a kind of record; expected "
              + KindDecoder.KINDS.stream()
                  .map(RecordKind::wireName)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    if (before != null && before != kind.get()) {
      throw new InvalidValueException("A record has one kind, not two.");
    }
    return kind.get();
  }

  private static Rejection wrongKind(String detail) {
    return Rejection.invalid(List.of(new FieldError("kind", detail)));
  }

  private static Rejection noObject(JsonParser parser) {
    JsonToken token = parser.currentToken();
    parser.skipChildren();
    String what =
        switch (token) {
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "a text";
          case VALUE_NULL -> "null";
          case VALUE_TRUE, VALUE_FALSE -> "a boolean";
          default -> "a number";
        };
    return Rejection.malformed("Invalid data. Expected a JSON object, but got " + what + ".");
  }

  private FieldValues begin(KindDecoder decoder) {
    FieldValues values =
        scratch.computeIfAbsent(decoder.kind(), kind -> new FieldValues(decoder.fields()));
    values.clear();
    unknown.clear();
    return values;
  }

  /** Keeps a field that is in no table; the parser stands at its name. */
  private void keep(JsonParser parser, FieldValues values) {
    String name = parser.currentName();
    parser.nextToken();
    String wrong = unknown.take(name, parser);
    if (wrong != null) {
      values.wrong(Quoted.cut(name, 100), wrong);
    }
  }

  private Decoded finish(KindDecoder decoder, FieldValues values, Arrival arrival, int index) {
    decoder.check(values, arrival);
    List<FieldError> errors = values.errors();
    return errors.isEmpty()
        ? decoder.record(values, unknown.text(), arrival, identities, index)
        : Rejection.invalid(errors);
  }
}
