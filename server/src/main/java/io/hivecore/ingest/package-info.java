/**
 * The way in: records are identified, priced, journalled and acknowledged, then applied to the
 * store.
 */
@NullMarked
package io.hivecore.ingest;

import org.jspecify.annotations.NullMarked;
