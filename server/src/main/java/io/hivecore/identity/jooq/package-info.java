/** Tenants and keys in the control store. */
@NullMarked
package io.hivecore.identity.jooq;

import org.jspecify.annotations.NullMarked;
