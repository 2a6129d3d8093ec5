/**
 * Live streams: hands what the journal has made durable to the subscribers of its tenant, and
 * replays what they missed.
 *
 * <p>One thread reads behind the journal's end and gives each entry, rendered once, to the bounded
 * queues of the subscribers; each subscriber's own thread writes. With many nodes, the place where
 * other nodes' entries come in is {@link io.hivecore.live.LiveHub}'s delivery: it takes entries in
 * journal order and does not care who read them.
 */
@NullMarked
package io.hivecore.live;

import org.jspecify.annotations.NullMarked;
