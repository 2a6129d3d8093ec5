/** Tests of the way in. */
@NullMarked
package io.hivecore.ingest;

import org.jspecify.annotations.NullMarked;
