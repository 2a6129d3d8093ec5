/** Tests of the decoders. */
@NullMarked
package io.hivecore.ingest.json;

import org.jspecify.annotations.NullMarked;
