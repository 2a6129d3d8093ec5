/** Tenants' masking rules in the control store. */
@NullMarked
package io.hivecore.ingest.masking.jooq;

import org.jspecify.annotations.NullMarked;
