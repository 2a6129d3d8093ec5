/** Routes of logging in and of a tenant's users. */
@NullMarked
package io.hivecore.identity.http;

import org.jspecify.annotations.NullMarked;
