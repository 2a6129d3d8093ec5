package io.hivecore;

import io.hivecore.TwoTenants.Holder;
import java.util.Set;

/**
 * What is expected of one route.
 *
 * @param admitted whose keys it lets in; a holder that is not named gets 401 or 403
 * @param check calls the route as both tenants and fails when one learns of the other
 */
record MatrixRow(String method, String path, Set<Holder> admitted, Check check) {
  /** As the routes are told apart. */
  String name() {
    return method + " " + path;
  }

  /** Calls a route as both tenants. */
  @FunctionalInterface
  interface Check {
    void run(TwoTenants two) throws Exception;
  }
}
