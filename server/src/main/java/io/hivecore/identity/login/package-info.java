/** Logging in: passwords checked within bounds, sessions, the tokens that stand for them. */
@NullMarked
package io.hivecore.identity.login;

import org.jspecify.annotations.NullMarked;
