/** Tests of what all control stores share. */
@NullMarked
package io.hivecore.control;

import org.jspecify.annotations.NullMarked;
