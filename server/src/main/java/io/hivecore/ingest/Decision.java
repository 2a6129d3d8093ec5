package io.hivecore.ingest;

/** What became of one record: it is durable, or it is refused. */
public sealed interface Decision permits Accepted, Rejection {}
