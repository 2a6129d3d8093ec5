package io.hivecore.live;

import java.util.concurrent.atomic.LongAdder;

/** What {@link LiveStatus} counts. Safe for use by many threads. */
final class LiveCounters {
  final LongAdder eventsSent = new LongAdder();
  final LongAdder cutOff = new LongAdder();
  final LongAdder revoked = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder gaps = new LongAdder();
  final LongAdder unreadable = new LongAdder();
}
