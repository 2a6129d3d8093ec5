/** Files that are written once, whole, and then read at any place. */
@NullMarked
package io.hivecore.telemetry.file;

import org.jspecify.annotations.NullMarked;
