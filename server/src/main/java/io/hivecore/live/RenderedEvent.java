package io.hivecore.live;

/**
 * One rendered event; its bytes are shared between subscribers and not to be changed.
 *
 * @param sequence what a reader of this event has seen: everything up to there
 * @param record whether it is a record, as opposed to a heartbeat or gap
 */
record RenderedEvent(long sequence, boolean record, byte[] bytes) {}
