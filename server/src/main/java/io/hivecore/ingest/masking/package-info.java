/**
 * What tenants do not want to be kept: rules, what they find in texts, and what stands instead.
 * Knows nothing of records.
 */
@NullMarked
package io.hivecore.ingest.masking;

import org.jspecify.annotations.NullMarked;
