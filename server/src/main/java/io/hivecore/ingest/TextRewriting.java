package io.hivecore.ingest;

/** Says what stands instead of a record's texts. */
interface TextRewriting {
  /**
   * What stands instead.
   *
   * @param field what the text is called on the wire
   * @return the same object when nothing changes
   */
  String text(String field, String text);

  /**
   * What stands instead of a JSON text, of which only a member of its objects may change: beside it
   * are ids and times.
   */
  String member(String field, String member, String json);
}
