package io.hivecore.ingest.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of rule finds, and what it leaves alone. # stands for what is masked. */
class FindersTest {
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "sk-proj-abcdefghijklmnop_0123",
        "sk-ant-api03-abcdefghijklmnop",
        "sk-lf-0b2f3a5c-1111-2222-3333-444455556666",
        "sk_live_abcdefghijklmnop",
        "AKIAIOSFODNN7EXAMPLE",
        "AIzaSyA-abcdefghijklmnopqrstuvwxyz01234",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "github_pat_11ABCDEFG0abcdefghijkl_mnop",
        "glpat-abcdefghijklmnopqrst",
        "xoxb-123456789012-abcdefghijkl",
        "hf_abcdefghijklmnopqrstuvwxyz",
        "gsk_abcdefghijklmnopqrstuvwxyz",
        JWT
      })
  void findsKeys(String key) {
    for (String around : List.of("#", "key=#", "\"#\"", "密钥#。", "a #, b", "(#)", "x_#", "#\n#")) {
      assertThat(masked(MaskingKind.API_KEY, around.replace("#", key))).isEqualTo(around);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Authorization: Bearer abc123def456; Authorization: Bearer #",
        "bearer abcdefghijklmnopqrstuvwxyz; bearer #",
        "Bearer eyJh.eyJz.c2ln1==; Bearer #"
      })
  void findsBearerTokens(String text, String expected) {
    assertThat(masked(MaskingKind.API_KEY, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task-abcdefghijklmnopqrst",
        "risk-abcdefghijklmnopqrst",
        "sk-short",
        "hc_short",
        "AKIA",
        "the bearer of this letter",
        "Bearer authentication",
        "eyJ is how they begin",
        "eyJhbGci.x",
        "hf_model",
        "550e8400-e29b-41d4-a716-446655440000",
        ""
      })
  void leavesWhatIsNoKey(String text) {
    assertThat(masked(MaskingKind.API_KEY, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "write to bob@example.com.; write to #.",
        "<bob.smith+tag@mail.example.co.uk>; <#>",
        "邮箱bob@example.com谢谢; 邮箱#谢谢",
        "a@b.cn,c@d.org; #,#",
        "mailto:bob_1@x-y.example; mailto:#",
        "..bob@example.com; ..#"
      })
  void findsAddresses(String text, String expected) {
    assertThat(masked(MaskingKind.EMAIL, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user@localhost",
        "@example.com",
        "bob@",
        "a @ b.com",
        "npm i @scope/pkg@1.2.3",
        "bob@.com",
        "bob@example.c"
      })
  void leavesWhatIsNoAddress(String text) {
    assertThat(masked(MaskingKind.EMAIL, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "+14155552671; #",
        "call +44 20 7946 0958 now; call # now",
        "+1 (415) 555-2671; #",
        "+86 138 1234 5678; #",
        "电话13812345678。; 电话#。",
        "138 1234 5678; #",
        "138-1234-5678; #",
        "8613812345678; #",
        "0086 13812345678; #",
        "86-138-1234-5678; #",
        "13812345678,19912345678; #,#"
      })
  void findsPhones(String text, String expected) {
    assertThat(masked(MaskingKind.PHONE, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12812345678",
        "138123456789",
        "a13812345678",
        "0.13812345678",
        "1760000000000",
        "2026-11-20T10:00:00+08:00",
        "1+1=2",
        "+1234",
        "1e+10000000",
        "138 1234 567",
        "138 12345678 9",
        "10 + 13"
      })
  void leavesWhatIsNoPhone(String text) {
    assertThat(masked(MaskingKind.PHONE, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4111111111111111; #",
        "4111 1111 1111 1111; #",
        "card 5500-0000-0000-0004!; card #!",
        "340000000000009; #",
        "3400 000000 00009; #",
        "6011000000000004; #",
        "6212341111111111116; #",
        "2223003122003222; #",
        "4111 1111 1111 1111 12 27; # 12 27",
        "卡号4111111111111111有效; 卡号#有效"
      })
  void findsCards(String text, String expected) {
    assertThat(masked(MaskingKind.CREDIT_CARD, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111112",
        "1760000000000000",
        "0000000000000000",
        "a4111111111111111",
        "4111111111111111f",
        "0.4111111111111111",
        "41 11 11 11 11 11 11 11",
        "4111-1111-1111",
        "41111111111111111111111"
      })
  void leavesWhatIsNoCard(String text) {
    assertThat(masked(MaskingKind.CREDIT_CARD, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "11010519491231002X; #",
        "身份证11010519491231002x。; 身份证#。",
        "440524188001010014; #",
        "SSN 078-05-1120; SSN #",
        "078 05 1120, 219-09-9999; #, #"
      })
  void findsIdentityNumbers(String text, String expected) {
    assertThat(masked(MaskingKind.IDENTITY_NUMBER, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "110105194912310021",
        "110105194913310022",
        "11010519491231002XY",
        "000-12-3456",
        "666-12-3456",
        "900-12-3456",
        "123-00-4567",
        "123-45-0000",
        "123-45-67890",
        "1-123-45-6789",
        "123-45 6789",
        "440524188001010014000"
      })
  void leavesWhatIsNoIdentityNumber(String text) {
    assertThat(masked(MaskingKind.IDENTITY_NUMBER, text)).isEqualTo(text);
  }

  @Test
  void anExpressionOfOnesOwnIsReplacedLiterally() {
    MaskingRule rule = rule(MaskingKind.CUSTOM, "ORD-(\\d{3,})|(?i)geheim", "<$1>");
    assertThat(Masker.of(List.of(rule)).begin().masked("input", "ORD-12 ORD-12345 Geheim"))
        .isEqualTo("ORD-12 <$1> <$1>");
  }

  @Test
  void aTextDoesNotGrowWithoutBounds() {
    MaskingRule rule = rule(MaskingKind.CUSTOM, "[a-z]", "#".repeat(200));
    assertThat(Masker.of(List.of(rule)).begin().masked("input", "a ".repeat(500_000)))
        .isEqualTo("#".repeat(200));
  }

  private static String masked(MaskingKind kind, String text) {
    return Masker.of(List.of(rule(kind, "", "#"))).begin().masked("input", text);
  }

  static MaskingRule rule(MaskingKind kind, String pattern, String replacement, String... fields) {
    return new MaskingRule(
        UUID.randomUUID(),
        new TenantId(new UUID(0, 1)),
        "",
        "rule",
        kind,
        pattern,
        List.of(fields),
        replacement,
        true,
        0,
        Instant.EPOCH);
  }
}
