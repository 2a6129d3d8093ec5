@NullMarked
package io.hivecore.metering.genaiprices;

import org.jspecify.annotations.NullMarked;
