/** Tests of tenants and keys, and the contract that their stores have to pass. */
@NullMarked
package io.hivecore.identity;

import org.jspecify.annotations.NullMarked;
