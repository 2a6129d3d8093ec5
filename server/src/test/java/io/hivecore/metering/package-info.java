@NullMarked
package io.hivecore.metering;

import org.jspecify.annotations.NullMarked;
