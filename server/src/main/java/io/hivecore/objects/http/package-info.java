/** Routes for objects. */
@NullMarked
package io.hivecore.objects.http;

import org.jspecify.annotations.NullMarked;
