package io.hivecore.ingest.dialect;

/** One row of a dialect's table: where a canonical field may come from. */
sealed interface Source {
  /** The attribute's name, or what it starts with. */
  String key();

  /** An attribute that holds the field. */
  record Whole(Slot slot, int rank, String key, Reading reading) implements Source {}

  /** A list that was laid flat: {@code llm.input_messages.0.message.role} and so on. */
  record Listed(Slot slot, int rank, String key) implements Source {}

  /** Attributes of which each is one member of a field that is an object. */
  record Member(Slot slot, int rank, String key) implements Source {}

  /** An attribute whose name, or the start of it, tells the dialect. */
  record Marker(int rank, String key, String dialect) implements Source {}

  /** Attributes that are not kept: the numbers of embeddings. */
  record Dropped(String key, String end) implements Source {}
}
