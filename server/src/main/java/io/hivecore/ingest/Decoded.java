package io.hivecore.ingest;

/** What became of one record's text: a record, or the reasons why it is none. */
public sealed interface Decoded permits IncomingRecord, Rejection {}
