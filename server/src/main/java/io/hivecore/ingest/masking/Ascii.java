package io.hivecore.ingest.masking;

/** Which characters belong to words and numbers, for the finders. */
final class Ascii {
  private Ascii() {}

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean letter(char c) {
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  /** Letters and digits; not those of other scripts, which stand beside keys and numbers freely. */
  static boolean alphanumeric(char c) {
    return digit(c) || letter(c);
  }

  /** Whether nothing that could belong to a word ends right before a place. */
  static boolean beginsAt(String text, int at) {
    return at == 0 || !alphanumeric(text.charAt(at - 1));
  }

  /** Whether nothing that could belong to a word goes on at a place. */
  static boolean endsAt(String text, int at) {
    return at == text.length() || !alphanumeric(text.charAt(at));
  }

  static boolean digitAt(String text, int at) {
    return at >= 0 && at < text.length() && digit(text.charAt(at));
  }

  /** Where the digits end that begin at a place. */
  static int digitsEnd(String text, int at) {
    int end = at;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Whether digits at a place are the fraction of a decimal number. */
  static boolean fraction(String text, int at) {
    return at >= 2 && text.charAt(at - 1) == '.' && digit(text.charAt(at - 2));
  }
}
