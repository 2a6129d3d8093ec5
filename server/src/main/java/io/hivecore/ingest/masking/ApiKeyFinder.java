package io.hivecore.ingest.masking;

import java.util.List;

/** Finds keys and tokens by the shapes that their issuers give them. */
record ApiKeyFinder() implements Finder {
  private static final String BEARER = "bearer ";
  private static final int LEAST_BEARER = 8;

  /** A bearer of letters only may be an English word, when it is short. */
  private static final int LEAST_BEARER_LETTERS = 20;

  private static final int LEAST_TOKEN_PART = 4;

  /**
   * A beginning that is an issuer's own.
   *
   * @param least as many letters, digits, - and _ follow
   */
  private record Shape(String beginning, int least) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("hc_", 20),
          // OpenAI, Anthropic, DeepSeek, DashScope, Langfuse …
          new Shape("sk-", 16),
          // Stripe
          new Shape("sk_live_", 10),
          new Shape("sk_test_", 10),
          new Shape("rk_live_", 10),
          new Shape("rk_test_", 10),
          // AWS
          new Shape("AKIA", 16),
          new Shape("ASIA", 16),
          // Google
          new Shape("AIza", 30),
          // GitHub and GitLab
          new Shape("ghp_", 20),
          new Shape("gho_", 20),
          new Shape("ghu_", 20),
          new Shape("ghs_", 20),
          new Shape("ghr_", 20),
          new Shape("github_pat_", 20),
          new Shape("glpat-", 16),
          // Slack
          new Shape("xoxa-", 10),
          new Shape("xoxb-", 10),
          new Shape("xoxe-", 10),
          new Shape("xoxp-", 10),
          new Shape("xoxr-", 10),
          new Shape("xoxs-", 10),
          new Shape("xapp-", 10),
          // Hugging Face, Groq, Replicate, Perplexity, LangSmith, npm, PyPI
          new Shape("hf_", 20),
          new Shape("gsk_", 20),
          new Shape("r8_", 20),
          new Shape("pplx-", 20),
          new Shape("lsv2_", 20),
          new Shape("npm_", 30),
          new Shape("pypi-", 40));

  private static final boolean[] FIRST = new boolean[128];

  static {
    FIRST['b'] = true;
    FIRST['B'] = true;
    FIRST['e'] = true;
    for (Shape shape : SHAPES) {
      FIRST[shape.beginning().charAt(0)] = true;
    }
  }

  @Override
  public void find(String text, Matches found) {
    boolean within = false;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!within && c < 128 && FIRST[c]) {
        int begin = c == 'b' || c == 'B' ? tokenOfBearer(text, i) : i;
        int end = begin != i ? bearerEnd(text, begin) : end(text, i);
        if (end > 0) {
          found.add(begin, end);
          i = end - 1;
          within = true;
          continue;
        }
      }
      within = Ascii.alphanumeric(c);
    }
  }

  /** Where the key ends that begins at a place; 0 when none does. */
  private static int end(String text, int at) {
    for (Shape shape : SHAPES) {
      if (text.startsWith(shape.beginning(), at)) {
        int begin = at + shape.beginning().length();
        int end = wordEnd(text, begin);
        if (end - begin >= shape.least()) {
          return end;
        }
      }
    }
    return text.startsWith("eyJ", at) ? webTokenEnd(text, at) : 0;
  }

  /** JSON web tokens: two to five parts in URL-safe base64, the first of which is an object. */
  private static int webTokenEnd(String text, int at) {
    int end = wordEnd(text, at);
    if (end - at < 2 * LEAST_TOKEN_PART || end == text.length() || text.charAt(end) != '.') {
      return 0;
    }
    int second = wordEnd(text, end + 1);
    if (second - end <= LEAST_TOKEN_PART) {
      return 0;
    }
    end = second;
    for (int part = 0; part < 3 && end < text.length() && text.charAt(end) == '.'; part++) {
      end = wordEnd(text, end + 1);
    }
    return text.charAt(end - 1) == '.' ? end - 1 : end;
  }

  /** Where the token begins that the word at a place announces; the place itself if none does. */
  private static int tokenOfBearer(String text, int at) {
    if (!text.regionMatches(true, at, BEARER, 0, BEARER.length())) {
      return at;
    }
    int begin = at + BEARER.length();
    while (begin < text.length() && text.charAt(begin) == ' ') {
      begin++;
    }
    return begin;
  }

  private static int bearerEnd(String text, int begin) {
    int end = begin;
    boolean digits = false;
    while (end < text.length() && ofToken(text.charAt(end))) {
      digits |= Ascii.digit(text.charAt(end));
      end++;
    }
    while (end > begin && text.charAt(end - 1) == '.') {
      end--;
    }
    return end - begin >= (digits ? LEAST_BEARER : LEAST_BEARER_LETTERS) ? end : 0;
  }

  /** The characters of {@code token68} in RFC 9110. */
  private static boolean ofToken(char c) {
    return ofWord(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
  }

  private static boolean ofWord(char c) {
    return Ascii.alphanumeric(c) || c == '-' || c == '_';
  }

  private static int wordEnd(String text, int at) {
    int end = at;
    while (end < text.length() && ofWord(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
