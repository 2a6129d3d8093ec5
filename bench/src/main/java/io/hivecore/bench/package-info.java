/**
 * Measures a HiveCore server, or any other at the same address, and prints limits beside figures.
 */
@NullMarked
package io.hivecore.bench;

import org.jspecify.annotations.NullMarked;
