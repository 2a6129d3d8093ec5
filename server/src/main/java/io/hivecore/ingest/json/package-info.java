/** Decoders from the JSON of the ingest endpoints to canonical records. */
@NullMarked
package io.hivecore.ingest.json;

import org.jspecify.annotations.NullMarked;
