/** How the server itself is doing: health, own metrics, logs. */
@NullMarked
package io.hivecore.operations;

import org.jspecify.annotations.NullMarked;
