/** Reads the price catalogue that the build makes from the npm package genai-prices. */
@NullMarked
package io.hivecore.metering.genaiprices;

import org.jspecify.annotations.NullMarked;
