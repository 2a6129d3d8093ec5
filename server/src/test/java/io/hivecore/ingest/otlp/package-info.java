/** Tests of the decoders. */
@NullMarked
package io.hivecore.ingest.otlp;

import org.jspecify.annotations.NullMarked;
