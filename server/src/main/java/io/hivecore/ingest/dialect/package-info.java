/**
 * Reads what OpenTelemetry exporters send, in whichever of the many dialects of names, into
 * canonical records.
 *
 * <p>A dialect is one class with one table: canonical field, rank, attribute. The rank is the place
 * among all dialects' attributes for that field: of those that a span has, the lowest that holds a
 * value counts. {@link Dialects} puts the tables together into one look-up by attribute name.
 */
@NullMarked
package io.hivecore.ingest.dialect;

import org.jspecify.annotations.NullMarked;
