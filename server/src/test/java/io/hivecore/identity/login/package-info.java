/** Tests of login. */
@NullMarked
package io.hivecore.identity.login;

import org.jspecify.annotations.NullMarked;
