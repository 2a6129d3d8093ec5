/** Large payloads, kept once by their content. */
@NullMarked
package io.hivecore.objects;

import org.jspecify.annotations.NullMarked;
