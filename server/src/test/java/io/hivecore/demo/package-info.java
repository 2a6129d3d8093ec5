/** Tests of the demo. */
@NullMarked
package io.hivecore.demo;

import org.jspecify.annotations.NullMarked;
