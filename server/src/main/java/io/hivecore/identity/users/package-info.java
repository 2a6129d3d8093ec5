/** Those who log in to tenants, and their passwords; see docs/identity.md. */
@NullMarked
package io.hivecore.identity.users;

import org.jspecify.annotations.NullMarked;
