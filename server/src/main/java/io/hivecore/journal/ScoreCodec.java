package io.hivecore.journal;

import io.hivecore.telemetry.ScoreRecord;

/** The part of a payload that is a score's own. */
final class ScoreCodec {
  private ScoreCodec() {}

  static void write(PayloadWriter out, ScoreRecord score) {
    out.text(score.name());
    out.octet(score.dataType().code());
    out.realOrNull(score.value());
    out.text(score.label());
    out.text(score.sessionId());
    out.text(score.source());
    out.text(score.comment());
    out.text(score.metadata());
  }

  static ScoreRecord read(PayloadReader in) {
    return new ScoreRecord(
        in.uuid(),
        in.instant(),
        in.instant(),
        RecordCodec.context(in),
        in.text(),
        type(in.octet()),
        in.realOrNull(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.textOrNull());
  }

  private static ScoreRecord.DataType type(int code) {
    return ScoreRecord.DataType.ofCode(code)
        .orElseThrow(() -> new IllegalArgumentException("payload has type of score " + code));
  }
}
