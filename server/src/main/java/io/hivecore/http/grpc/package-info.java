/** The edge for clients of gRPC: the same credentials and bounds as over HTTP. */
@NullMarked
package io.hivecore.http.grpc;

import org.jspecify.annotations.NullMarked;
