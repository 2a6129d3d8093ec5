package io.hivecore.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.control.DatabaseUrl.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class DatabaseUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://user:p%40ss@db.example.com:6432/hive?sslmode=require",
        "postgresql://user:p%40ss@db.example.com:6432/hive?sslmode=require",
        " postgres://user:p@ss@db.example.com:6432/hive?sslmode=require\n",
        "jdbc:postgresql://user:p%40ss@db.example.com:6432/hive?sslmode=require",
        "jdbc:postgresql://db.example.com:6432/hive?user=user&password=p%40ss&sslmode=require"
      })
  void everyFormSaysTheSame(String text) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    assertThat(url.servers()).containsExactly(new Server("db.example.com", 6432));
    assertThat(url.user()).contains("user");
    assertThat(url.password()).contains("p@ss");
    assertThat(url.database()).isEqualTo("hive");
    assertThat(url.parameters()).isEqualTo(Map.of(PGProperty.SSL_MODE, "require"));
    assertThat(url).hasToString("postgresql://db.example.com:6432/hive");
  }

  @Test
  void whatIsLeftOutIsUsual() {
    DatabaseUrl least = DatabaseUrl.parse("postgres://me@");
    assertThat(least.servers()).containsExactly(new Server("localhost", 5432));
    assertThat(least.database()).isEqualTo("me");
    assertThat(least.password()).isEqualTo(Optional.empty());
    assertThat(DatabaseUrl.parse("jdbc:postgresql:hive"))
        .hasToString("postgresql://localhost:5432/hive");
    assertThat(DatabaseUrl.parse("postgres://one,two:7000,[::1]:7001/hive").servers())
        .isEqualTo(
            List.of(new Server("one", 5432), new Server("two", 7000), new Server("[::1]", 7001)));
    assertThat(DatabaseUrl.parse("postgres://h/d?connect_timeout=3&ApplicationName=x").parameters())
        .isEqualTo(Map.of(PGProperty.CONNECT_TIMEOUT, "3", PGProperty.APPLICATION_NAME, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "mysql://user:secret@host/db",
        "sqlite:///secret.db",
        "postgresql+asyncpg://user:secret@host/db",
        "postgres://user:sec/ret@host/db/more",
        "postgres://user:secret%zz@host/db",
        "postgres://user:secret@host:70000/db",
        "postgres://user:secret@host:port/db",
        "postgres://user:secret@host/db?secret_word=1",
        "postgres://user:secret@host/db#secret"
      })
  void whatIsNoneIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("secret@")
        .doesNotContain("user:secret")
        .matches("(?s)(must|has the parameter) .*");
  }
}
