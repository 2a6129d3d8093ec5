package io.hivecore.live;

/**
 * How the live streams are doing, for health and metrics. The last six count since the start.
 *
 * @param subscribers connected now
 * @param replaying of them, still catching up from the journal
 * @param lagEntries durable in the journal and not yet handed out; 0 when nobody listens
 * @param eventsSent records written to subscribers, each counted once a subscriber
 * @param cutOff readers that were too slow
 * @param revoked streams that ended because their key did
 * @param refused subscriptions past a bound
 * @param gaps times that a reader was told of a gap
 * @param unreadable entries that could not be shown, because they could not be decoded
 */
public record LiveStatus(
    int subscribers,
    int replaying,
    long lagEntries,
    long eventsSent,
    long cutOff,
    long revoked,
    long refused,
    long gaps,
    long unreadable) {}
