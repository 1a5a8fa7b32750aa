package kepil.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// What a leaf of the ledger says: something happened, when, under which clause and article.
///
/// Never about whom: an entry cannot be taken back, so it holds no personal data. What it was about
/// stands behind the commitment.
///
/// @param id of the event, the same everywhere in Kepil
/// @param at when, to the millisecond
/// @param org whose log
/// @param act what happened: `collect`, `use`, `message`, `erase`, `publish-policy`, …
/// @param clauses of the policy that decided
/// @param articles of the law that decided
/// @param policy version of the policy that decided
/// @param hash SHA-256 of that policy, in hex
/// @param commit to details kept elsewhere
public record Entry(
    UUID id,
    Instant at,
    String org,
    String act,
    Effect effect,
    List<String> clauses,
    List<String> articles,
    String policy,
    String hash,
    Commitment commit) {

  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_TEXT = 100;
  private static final int LONGEST_LIST = 64;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  public Entry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    clauses = List.copyOf(clauses);
    articles = List.copyOf(articles);
    require(!at.isBefore(FIRST) && !at.isAfter(LAST), "at", "a time in the years 1 to 9999");
    require(isName(org), "org", "small letters, digits and hyphens, at most 63");
    require(
        isName(act) && act.charAt(0) > '9',
        "act",
        "a small letter, then small letters, digits and hyphens, at most 63");
    require(isList(clauses), "clauses", "at most 64, each a text of 1 to 100 characters");
    require(isList(articles), "articles", "at most 64, each a text of 1 to 100 characters");
    require(isText(policy), "policy", "a text of 1 to 100 characters");
    require(isHash(hash), "hash", "64 hex digits");
  }

  /// What of these citations an entry has room for: each once, the first of them where there are
  /// more than 64. Whoever writes an entry cites through this, so that no act fails because a
  /// policy has much to say about it.
  public static List<String> cited(List<String> texts) {
    return texts.stream().distinct().limit(LONGEST_LIST).toList();
  }

  private static void require(boolean holds, String field, String expected) {
    if (!holds) {
      // The value is left out: the one mistake to fear here is personal data in the wrong field.
      throw new IllegalArgumentException("entry: `" + field + "`: expected " + expected);
    }
  }

  // Letter by letter and not by pattern: this is done twice for every act, and patterns were a
  // tenth of it.

  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NAME || text.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHash(String text) {
    if (text.length() != 64) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'f' || c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isList(List<String> texts) {
    if (texts.size() > LONGEST_LIST) {
      return false;
    }
    for (var text : texts) {
      if (!isText(text)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(String text) {
    return !text.isEmpty() && text.length() <= LONGEST_TEXT && isWhole(text);
  }

  /// Without control characters and halves of characters.
  private static boolean isWhole(String text) {
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isISOControl(c)
          || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        return false;
      }
    }
    return true;
  }

  /// The entry's only spelling: JSON with sorted keys and without blanks, as RFC 8785 has it.
  public byte[] bytes() {
    var json = new StringBuilder(400);
    json.append("{\"act\":").append(string(act));
    json.append(",\"articles\":").append(array(articles));
    json.append(",\"at\":").append(string(Moment.print(at)));
    json.append(",\"clauses\":").append(array(clauses));
    if (commit.present()) {
      json.append(",\"commit\":").append(string(commit.base64()));
    }
    json.append(",\"effect\":").append(string(effect.word()));
    json.append(",\"hash\":").append(string(hash));
    json.append(",\"id\":").append(string(id.toString()));
    json.append(",\"org\":").append(string(org));
    json.append(",\"policy\":").append(string(policy));
    json.append(",\"v\":1}");
    // INVARIANT: below the 65535 bytes of a bundle: 129 texts of at most 300 bytes and 3 around
    // each.
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Reads an entry. Only the bytes that `bytes()` gives are accepted.
  public static Entry parse(byte[] bytes) throws Malformed {
    return new Reader(Strict.utf8("entry", bytes, Bundle.LONGEST_ENTRY)).entry();
  }

  private static String array(List<String> texts) {
    return texts.stream().map(Entry::string).collect(Collectors.joining(",", "[", "]"));
  }

  private static String string(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// Reads the one spelling from left to right. Faults name the byte, never the value.
  private static final class Reader {
    private final String json;
    private int at;

    Reader(String json) {
      this.json = json;
    }

    Entry entry() throws Malformed {
      expect("{\"act\":");
      var act = string();
      expect(",\"articles\":");
      var articles = array();
      expect(",\"at\":");
      var time = time(string());
      expect(",\"clauses\":");
      var clauses = array();
      var commit = Commitment.none();
      if (json.startsWith(",\"commit\":", at)) {
        expect(",\"commit\":");
        commit = Commitment.parse(here(), string());
      }
      expect(",\"effect\":");
      var effect = Effect.parse(here(), string());
      expect(",\"hash\":");
      var hash = string();
      expect(",\"id\":");
      var id = id(string());
      expect(",\"org\":");
      var org = string();
      expect(",\"policy\":");
      var policy = string();
      expect(",\"v\":1}");
      if (at != json.length()) {
        throw new Malformed(here(), "expected the end");
      }
      try {
        return new Entry(id, time, org, act, effect, clauses, articles, policy, hash, commit);
      } catch (IllegalArgumentException e) {
        throw new Malformed("entry", String.valueOf(e.getMessage()).replaceFirst("^entry: ", ""));
      }
    }

    private void expect(String token) throws Malformed {
      if (!json.startsWith(token, at)) {
        throw new Malformed(here(), "expected `" + token + "`");
      }
      at += token.length();
    }

    private List<String> array() throws Malformed {
      expect("[");
      var texts = new ArrayList<String>();
      while (!json.startsWith("]", at)) {
        if (!texts.isEmpty()) {
          expect(",");
        }
        texts.add(string());
      }
      at++;
      return texts;
    }

    private String string() throws Malformed {
      expect("\"");
      var end = json.indexOf('"', at);
      if (end >= 0 && json.indexOf('\\', at, end) < 0) {
        var plain = json.substring(at, end);
        at = end + 1;
        return plain;
      }
      var text = new StringBuilder();
      while (at < json.length()) {
        var c = json.charAt(at++);
        if (c == '"') {
          return text.toString();
        }
        if (c == '\\') {
          // The texts hold no control characters, so nothing else is ever escaped.
          if (!json.startsWith("\"", at) && !json.startsWith("\\", at)) {
            throw new Malformed(here(), "expected `\\\"` or `\\\\` after a backslash");
          }
          c = json.charAt(at++);
        }
        text.append(c);
      }
      throw new Malformed(here(), "expected `\"`");
    }

    private Instant time(String text) throws Malformed {
      return Moment.read(text)
          .orElseThrow(
              () -> new Malformed(here(), "expected a time like `2026-11-23T10:15:30.123Z`"));
    }

    private UUID id(String text) throws Malformed {
      try {
        var id = UUID.fromString(text);
        if (id.toString().equals(text)) {
          return id;
        }
      } catch (IllegalArgumentException e) {
        // said below
      }
      throw new Malformed(here(), "expected a UUID in small letters");
    }

    private String here() {
      return "entry: character " + at;
    }
  }
}
