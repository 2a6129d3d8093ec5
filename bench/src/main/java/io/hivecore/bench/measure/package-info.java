/** The measurements, one class each. */
@NullMarked
package io.hivecore.bench.measure;

import org.jspecify.annotations.NullMarked;
