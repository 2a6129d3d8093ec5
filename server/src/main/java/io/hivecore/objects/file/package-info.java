/** Objects as files of the data folder. */
@NullMarked
package io.hivecore.objects.file;

import org.jspecify.annotations.NullMarked;
