/** Tenants' own prices in the control store. */
@NullMarked
package io.hivecore.metering.jooq;

import org.jspecify.annotations.NullMarked;
