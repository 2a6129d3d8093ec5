/** What is sent: records of believable size and content, and many connections that send them. */
@NullMarked
package io.hivecore.bench.load;

import org.jspecify.annotations.NullMarked;
