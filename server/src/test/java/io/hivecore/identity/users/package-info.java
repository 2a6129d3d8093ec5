/** Tests of users. */
@NullMarked
package io.hivecore.identity.users;

import org.jspecify.annotations.NullMarked;
