/** Who may call: tenants and their API keys. Users, roles and tokens will live here as well. */
@NullMarked
package io.hivecore.identity;

import org.jspecify.annotations.NullMarked;
