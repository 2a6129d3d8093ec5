package io.hivecore;

import io.hivecore.configuration.ByteSize;
import io.hivecore.configuration.Setting;
import io.hivecore.ingest.IngestSettings;

/** What comes in. */
public record IngestSection(
    @Setting(
            description =
                "How much may wait to be written to the disk. When it is full, senders get 503, or"
                    + " 429 when their tenant holds its share: a quarter when it is alone. A larger"
                    + " one helps against short stalls of the disk, not against a slow one.",
            defaultValue = "64MiB",
            min = "16MiB",
            max = "4GiB")
        ByteSize queueSize,
    @Setting(
            description = "The most records of one batch or list; more get 413.",
            defaultValue = "100000",
            min = "1",
            max = "10000000")
        int maxBatchRecords,
    @Setting(
            description =
                "The largest text (input, output, or one attribute) that is kept within a span or"
                    + " trace; a larger one becomes an object, which the record names.",
            defaultValue = "64KiB",
            min = "4KiB",
            max = "16MiB")
        ByteSize inlineText) {
  /** As ingest takes it. */
  IngestSettings ingest(ByteSize maxBodySize) {
    IngestSettings standard = IngestSettings.defaults();
    return new IngestSettings(
        Math.min(standard.recordBodyBytes(), maxBodySize.bytes()),
        maxBodySize.bytes(),
        standard.recordBytes(),
        maxBatchRecords,
        standard.chunkBytes(),
        queueSize.bytes(),
        standard.retryAfter(),
        standard.patience());
  }
}
