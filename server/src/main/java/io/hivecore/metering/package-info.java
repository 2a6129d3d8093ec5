/** What model calls cost: the price catalogue, tenants' own prices and the arithmetic. */
@NullMarked
package io.hivecore.metering;

import org.jspecify.annotations.NullMarked;
