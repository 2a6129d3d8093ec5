/** Tests of what keeps the server in order. */
@NullMarked
package io.hivecore.operations;

import org.jspecify.annotations.NullMarked;
