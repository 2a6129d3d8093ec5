package io.hivecore;

import io.hivecore.configuration.ByteSize;
import io.hivecore.configuration.Setting;
import io.hivecore.live.LiveSettings;
import java.time.Duration;

/** The live streams. How far back they can be resumed is the journal's matter. */
public record StreamSection(
    @Setting(
            description = "Live streams of one tenant at once; more get 429.",
            defaultValue = "1200",
            min = "1",
            max = "1000000")
        int maxPerTenant,
    @Setting(
            description =
                "Live streams of all tenants at once; more get 503. Each is a connection; see"
                    + " server.max-connections.",
            defaultValue = "4000",
            min = "1",
            max = "1000000")
        int maxInAll,
    @Setting(
            description =
                "Time between two heartbeats. It must be shorter than the patience of proxies on"
                    + " the way, which is often 30s or 60s.",
            defaultValue = "15s",
            min = "1s",
            max = "5m")
        Duration heartbeat,
    @Setting(
            description =
                "Memory for events that wait for their readers, over all streams. A reader with more"
                    + " than its share waiting (at most 4MiB, always 64KiB) is cut off and resumes.",
            defaultValue = "64MiB",
            min = "1MiB",
            max = "64GiB")
        ByteSize queueMemory) {
  /** As the streams take it. */
  LiveSettings live() {
    LiveSettings standard = LiveSettings.DEFAULT;
    return new LiveSettings(
        maxPerTenant,
        maxInAll,
        standard.queueEvents(),
        standard.queueBytes(),
        queueMemory.bytes(),
        standard.replaysAtOnce(),
        heartbeat,
        standard.writeTimeout(),
        standard.reconnect());
  }
}
