package kepil.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import kepil.yaml.Nearest;
import tools.jackson.databind.JsonNode;

/// What a piece of JSON may be. The same object checks what came in and prints the schema in
/// `/openapi.json`, so that the two cannot disagree.
sealed interface Shape {

  /// A free text of at most so many characters.
  record Text(String what, int most) implements Shape {}

  /// A text of one form.
  record Word(String what, Pattern form, String example) implements Shape {}

  /// One of a closed list of words.
  record OneOf(String what, List<String> words) implements Shape {}

  record YesNo(String what) implements Shape {}

  record Whole(String what, long least, long most) implements Shape {}

  /// The days any of our dates can fall on. Beyond them are slips of the hand, and years that
  /// neither the database nor the ledger can write.
  LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

  LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

  static boolean within(LocalDate day) {
    return !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY);
  }

  /// A date without a time.
  record Day(String what) implements Shape {}

  /// A moment with its offset, as RFC 3339 has it.
  record Moment(String what) implements Shape {}

  record Id(String what) implements Shape {}

  /// A list of at most so many.
  record Some(String what, Shape of, int most) implements Shape {}

  /// An object whose names are the sender's.
  record Named(String what, Shape of, int most) implements Shape {}

  /// An object whose names are ours; others are refused.
  ///
  /// @param name what the schema is called, `Ask`
  record Members(String name, String what, SequencedMap<String, Member> members) implements Shape {
    public Members {
      members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }

    Members must(String key, Shape shape) {
      return with(key, new Member(shape, true));
    }

    Members may(String key, Shape shape) {
      return with(key, new Member(shape, false));
    }

    private Members with(String key, Member member) {
      var all = new LinkedHashMap<>(members);
      all.put(key, member);
      return new Members(name, what, all);
    }

    Members without(String... keys) {
      var all = new LinkedHashMap<>(members);
      for (var key : keys) all.remove(key);
      return new Members(name, what, all);
    }

    Members named(String other, String text) {
      return new Members(other, text, members);
    }
  }

  record Member(Shape shape, boolean required) {}

  static Members members(String name, String what) {
    return new Members(name, what, new LinkedHashMap<>());
  }

  /// A word of a policy. Any text is read, for it is the gate that says what the policy does not
  /// declare.
  static Text word(String what) {
    return new Text(what, 100);
  }

  String what();

  /// What does not fit, each at its place.
  ///
  /// @param at JSON pointer of `json`
  default void check(JsonNode json, String at, List<Misfit> misfits) {
    switch (this) {
      case Text it -> text(json, at, it.most(), misfits);
      case Word it -> {
        if (text(json, at, 1000, misfits) && !it.form().matcher(json.asString()).matches()) {
          misfits.add(new Misfit(at, "is no " + it.what(), "such as `" + it.example() + "`", ""));
        }
      }
      case OneOf it -> {
        if (text(json, at, 1000, misfits) && !it.words().contains(json.asString())) {
          misfits.add(Misfit.unknownWord(at, json.asString(), it));
        }
      }
      case YesNo _ -> {
        if (!json.isBoolean()) misfits.add(type(json, at, "`true` or `false`"));
      }
      case Whole it -> {
        if (!json.isIntegralNumber()
            || !json.canConvertToLong()
            || json.asLong() < it.least()
            || json.asLong() > it.most()) {
          misfits.add(
              new Misfit(
                  at,
                  "is no such number",
                  "a whole number from " + it.least() + " to " + it.most(),
                  ""));
        }
      }
      case Day _ -> {
        if (text(json, at, 1000, misfits)
            && !parses(() -> bounded(LocalDate.parse(json.asString())))) {
          misfits.add(
              new Misfit(at, "is no day", "a date from 1900 to 2199, such as `2026-11-23`", ""));
        }
      }
      case Moment _ -> {
        if (text(json, at, 1000, misfits)
            && !parses(
                () ->
                    bounded(LocalDate.ofInstant(Instant.parse(json.asString()), ZoneOffset.UTC)))) {
          misfits.add(
              new Misfit(
                  at,
                  "is no moment",
                  "a date and time with its offset from 1900 to 2199, such as"
                      + " `2026-11-23T10:15:30Z`",
                  ""));
        }
      }
      case Id _ -> {
        if (text(json, at, 1000, misfits) && !id(json.asString())) {
          misfits.add(new Misfit(at, "is no id", "a UUID in small letters", ""));
        }
      }
      case Some it -> {
        if (!json.isArray()) {
          misfits.add(type(json, at, "a list"));
        } else if (json.size() > it.most()) {
          misfits.add(new Misfit(at, "has " + json.size() + " items", "at most " + it.most(), ""));
        } else {
          for (int i = 0; i < json.size(); i++) it.of().check(json.get(i), at + "/" + i, misfits);
        }
      }
      case Named it -> {
        if (!json.isObject()) {
          misfits.add(type(json, at, "an object"));
        } else if (json.size() > it.most()) {
          misfits.add(
              new Misfit(at, "has " + json.size() + " members", "at most " + it.most(), ""));
        } else {
          json.forEachEntry(
              (name, value) -> {
                if (name.isEmpty() || name.length() > 100 || !clean(name)) {
                  misfits.add(
                      new Misfit(at, "has an unusable name", "names of 1 to 100 characters", ""));
                } else {
                  it.of().check(value, at + "/" + escaped(name), misfits);
                }
              });
        }
      }
      case Members it -> members(json, at, it, misfits);
    }
  }

  private static void members(JsonNode json, String at, Members keys, List<Misfit> misfits) {
    if (!json.isObject()) {
      misfits.add(type(json, at, "an object"));
      return;
    }
    json.forEachEntry(
        (name, value) -> {
          var member = keys.members().get(name);
          if (member == null) misfits.add(Misfit.unknownMember(at, name, keys));
          else {
            member.shape().check(value, at + "/" + name, misfits);
          }
        });
    keys.members()
        .forEach(
            (name, member) -> {
              if (member.required() && !json.has(name)) {
                misfits.add(new Misfit(at + "/" + name, "is missing", member.shape().what(), ""));
              }
            });
  }

  private static boolean text(JsonNode json, String at, int most, List<Misfit> misfits) {
    if (!json.isString()) {
      misfits.add(type(json, at, "a text"));
      return false;
    }
    var text = json.asString();
    if (text.isEmpty() || text.length() > most) {
      misfits.add(new Misfit(at, "has " + text.length() + " characters", "1 to " + most, ""));
    } else if (!clean(text)) {
      misfits.add(
          new Misfit(at, "holds a control character or half a character", "plain text", ""));
    } else {
      return true;
    }
    return false;
  }

  private static Misfit type(JsonNode json, String at, String expected) {
    var found =
        json.isNull()
            ? "null"
            : json.isString()
                ? "a text"
                : json.isBoolean()
                    ? "true or false"
                    : json.isNumber() ? "a number" : json.isArray() ? "a list" : "an object";
    return new Misfit(at, "is " + found, expected, json.isNull() ? "leave the member out" : "");
  }

  /// PostgreSQL stores no U+0000, and UTF-8 no lone surrogate.
  private static boolean clean(String text) {
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r'
          || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return false;
      }
    }
    return true;
  }

  private static boolean id(String text) {
    return parses(() -> UUID.fromString(text)) && UUID.fromString(text).toString().equals(text);
  }

  private static void bounded(LocalDate day) {
    if (!within(day)) throw new DateTimeException("beyond our days");
  }

  private static boolean parses(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (DateTimeException | IllegalArgumentException bad) {
      return false;
    }
  }

  /// A name as a JSON pointer has it (RFC 6901).
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /// The same as JSON Schema 2020-12. Objects with a name of their own are referred to and put into
  /// `named`.
  default Map<String, Object> schema(Map<String, Object> named) {
    return switch (this) {
      case Text it ->
          described(it.what(), "type", "string", "minLength", 1, "maxLength", it.most());
      case Word it ->
          described(
              it.what(),
              "type",
              "string",
              "pattern",
              "^(" + it.form().pattern() + ")$",
              "examples",
              List.of(it.example()));
      case OneOf it -> described(it.what(), "type", "string", "enum", it.words());
      case YesNo it -> described(it.what(), "type", "boolean");
      case Whole it ->
          described(it.what(), "type", "integer", "minimum", it.least(), "maximum", it.most());
      case Day it -> described(it.what(), "type", "string", "format", "date");
      case Moment it -> described(it.what(), "type", "string", "format", "date-time");
      case Id it -> described(it.what(), "type", "string", "format", "uuid");
      case Some it ->
          described(
              it.what(), "type", "array", "items", it.of().schema(named), "maxItems", it.most());
      case Named it ->
          described(
              it.what(),
              "type",
              "object",
              "additionalProperties",
              it.of().schema(named),
              "maxProperties",
              it.most());
      case Members it -> {
        if (!named.containsKey(it.name())) {
          named.put(it.name(), Map.of());
          named.put(it.name(), object(it, named));
        }
        yield Map.of("$ref", "#/components/schemas/" + it.name());
      }
    };
  }

  private static Map<String, Object> object(Members keys, Map<String, Object> named) {
    var properties = new LinkedHashMap<String, Object>();
    keys.members().forEach((name, member) -> properties.put(name, member.shape().schema(named)));
    var schema =
        described(
            keys.what(), "type", "object", "properties", properties, "additionalProperties", false);
    var required =
        keys.members().entrySet().stream()
            .filter(it -> it.getValue().required())
            .map(Map.Entry::getKey)
            .toList();
    if (!required.isEmpty()) schema.put("required", required);
    return schema;
  }

  private static Map<String, Object> described(String what, Object... pairs) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("description", what);
    for (int i = 0; i < pairs.length; i += 2) schema.put((String) pairs[i], pairs[i + 1]);
    return schema;
  }

  /// Something in a body that does not fit, said without repeating what it was.
  ///
  /// @param pointer where, as RFC 6901 has it
  /// @param expected what would have fitted
  /// @param advice what to do; empty if there is none
  record Misfit(String pointer, String detail, String expected, String advice) {
    /// Words of our own language are no personal data, so one that is nearly such a word may be
    /// repeated.
    static Misfit unknownWord(String at, String written, OneOf shape) {
      var advice = Nearest.advice(written, shape.words());
      return new Misfit(
          at,
          (advice.isEmpty() ? "is no " : "`" + written + "` is no ") + shape.what(),
          "one of " + String.join(", ", shape.words()),
          advice);
    }

    static Misfit unknownMember(String at, String name, Members keys) {
      var advice = Nearest.advice(name, keys.members().keySet());
      var shown = clean(name) && name.length() <= 100 ? escaped(name) : "";
      return new Misfit(
          at + "/" + shown,
          "is not a member of " + keys.name(),
          "one of " + String.join(", ", keys.members().keySet()),
          advice);
    }

    Map<String, Object> members() {
      var all = new LinkedHashMap<String, Object>();
      all.put("pointer", pointer);
      all.put("detail", detail);
      if (!expected.isEmpty()) all.put("expected", expected);
      if (!advice.isEmpty()) all.put("advice", advice);
      return all;
    }

    @Override
    public String toString() {
      return "Misfit[" + detail + "]";
    }
  }
}
