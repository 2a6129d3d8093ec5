package io.hivecore.control.postgresql;

import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The role that transactions take so that row-level security holds. An ordinary login keeps its
 * own: the policies are forced on the owner of the tables too. A superuser passes by all policies,
 * and it is what PostgreSQL's container image gives; its transactions take the role {@value #NAME},
 * which cannot log in and may do nothing but read and write rows.
 */
final class RowRole {
  static final String NAME = "hivecore_rows";

  private static final String DUPLICATE_OBJECT = "42710";

  private RowRole() {}

  /**
   * Makes the role and gives it what it needs, if the login needs one.
   *
   * @param connection on a schema that is up to date, with nobody else at the same work
   * @return the role to take; empty when the login's own will do
   * @throws ControlStoreException when the login passes by row-level security and cannot be helped
   */
  static Optional<String> prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!is(
          statement,
          "select rolsuper or rolbypassrls from pg_roles where rolname = current_user")) {
        return Optional.empty();
      }
      if (!is(statement, "select rolsuper from pg_roles where rolname = current_user")) {
        throw new ControlStoreException(
            Reason.UNUSABLE,
            "the control store's login has BYPASSRLS, so the database would not keep tenants apart:"
                + " take it away with ALTER ROLE … NOBYPASSRLS",
            null);
      }
      if (!is(statement, "select exists (select from pg_roles where rolname = '" + NAME + "')")) {
        make(statement);
      }
      if (is(
          statement,
          "select rolsuper or rolbypassrls from pg_roles where rolname = '" + NAME + "'")) {
        throw new ControlStoreException(
            Reason.UNUSABLE,
            "the role " + NAME + " must not be a superuser nor have BYPASSRLS",
            null);
      }
      grant(connection, statement);
      return Optional.of(NAME);
    }
  }

  private static void make(Statement statement) throws SQLException {
    try {
      statement.execute("create role " + NAME + " nologin");
    } catch (SQLException e) {
      // Roles are of the whole cluster: a HiveCore on another database of it was faster.
      if (!DUPLICATE_OBJECT.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private static void grant(Connection connection, Statement statement) throws SQLException {
    String schema = statement.enquoteIdentifier(connection.getSchema(), true);
    statement.execute("grant usage on schema " + schema + " to " + NAME);
    statement.execute(
        "grant select, insert, update, delete on all tables in schema " + schema + " to " + NAME);
    statement.execute("grant usage, select on all sequences in schema " + schema + " to " + NAME);
  }

  private static boolean is(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }
}
