package kepil.rights;

import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kepil.policy.Program;
import kepil.vault.Disclosed;
import kepil.vault.Everything;
import kepil.vault.Held;
import kepil.vault.Recorded;
import kepil.vault.Said;
import kepil.words.Words;
import tools.jackson.databind.json.JsonMapper;

/// The copy a person takes away: one archive with a page to read and a file for machines (GDPR Art.
/// 15(3) and 20).
public final class Copy {
  private static final JsonMapper JSON = new JsonMapper();

  private Copy() {}

  /// @param program in force now; it has the names of things
  /// @param versions the policy of a version, if it can still be read: what a value is for stands
  ///   in the one it came under
  /// @param value says what a field holds as the pages say it: an answer by its words, a day by its
  ///   month
  /// @return a zip with `index.html` and `data.json`
  public static byte[] of(
      Everything all,
      Program program,
      Function<String, Optional<Program>> versions,
      Words words,
      BinaryOperator<String> value,
      Instant now) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      put(zip, "index.html", page(all, program, versions, words, value, now));
      put(
          zip,
          "data.json",
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(data(all, program, versions, words.language(), now)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // nothing is written but memory
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static Map<String, Object> data(
      Everything all,
      Program program,
      Function<String, Optional<Program>> versions,
      String language,
      Instant now) {
    var data = new LinkedHashMap<String, Object>();
    data.put("format", "kepil-copy/1");
    data.put("organisation", program.id());
    data.put("policy", Map.of("version", program.version(), "sha256", program.hash()));
    data.put("language", language);
    data.put("made", now.toString());
    data.put("values", all.held().stream().map(it -> value(it, versions)).toList());
    data.put("choices", all.said().stream().map(Copy::said).toList());
    data.put("foundBy", all.identifiers());
    data.put("events", all.records().stream().map(Copy::recorded).toList());
    data.put("disclosures", all.disclosures().stream().map(Copy::disclosed).toList());
    all.standing().residence().ifPresent(it -> data.put("residence", it));
    return data;
  }

  private static Map<String, Object> value(Held it, Function<String, Optional<Program>> versions) {
    var value = new LinkedHashMap<String, Object>();
    value.put("id", it.id().toString());
    value.put("field", it.field());
    value.put("category", it.category());
    value.put("value", it.value().reveal());
    value.put("point", it.point());
    value.put("source", it.source());
    it.client().ifPresent(client -> value.put("client", client));
    it.item().ifPresent(item -> value.put("item", item));
    var purposes = new ArrayList<Map<String, Object>>();
    var then = versions.apply(it.policyVersion());
    for (var id : it.serves(then)) {
      purposes.add(
          then.map(program -> program.purposes().get(id))
              .<Map<String, Object>>map(
                  purpose ->
                      Map.of(
                          "id",
                          id,
                          "basis",
                          purpose.basis().word(),
                          "basisIri",
                          purpose.basis().iri(),
                          "clauses",
                          purpose.clauses()))
              .orElse(Map.of("id", id)));
    }
    value.put("purposes", purposes);
    value.put("policyVersion", it.policyVersion());
    value.put("language", it.language());
    value.put("collectedAt", it.collectedAt().toString());
    value.put("keepUntil", it.keepUntil().toString());
    return value;
  }

  private static Map<String, Object> said(Said it) {
    var all = new TreeMap<String, Object>();
    all.put("word", it.mark().word());
    all.put("about", it.mark().scope());
    all.put("yes", it.mark().yes());
    all.put("at", it.mark().at().toString());
    all.put("language", it.shown().language());
    all.put("policyVersion", it.shown().noticeVersion());
    return all;
  }

  private static Map<String, Object> recorded(Recorded it) {
    var event = it.event().toString();
    return Map.of("event", event, "salt", it.salt(), "details", it.details().reveal());
  }

  private static Map<String, Object> disclosed(Disclosed it) {
    return Map.of(
        "at",
        it.at().toString(),
        "party",
        it.party(),
        "country",
        it.country(),
        "fields",
        it.fields(),
        "purpose",
        it.purpose(),
        "clauses",
        it.clauses());
  }

  private static String page(
      Everything all,
      Program program,
      Function<String, Optional<Program>> versions,
      Words words,
      BinaryOperator<String> value,
      Instant now) {
    var names = program.names(words.language());
    var html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"")
        .append(attribute(words.language()))
        .append(
            "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,"
                + " initial-scale=1\"><title>")
        .append(say(words, "copy.title", names.organisation()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body><main>\n");
    html.append("<h1>")
        .append(say(words, "copy.title", names.organisation()))
        .append("</h1>\n<p>")
        .append(say(words, "copy.made", day(now), program.version()))
        .append("</p>\n");

    var byCategory = new TreeMap<String, List<Held>>();
    all.held()
        .forEach(it -> byCategory.computeIfAbsent(it.category(), _ -> new ArrayList<>()).add(it));
    html.append("<nav><ul>");
    byCategory
        .keySet()
        .forEach(
            it ->
                html.append("<li><a href=\"#")
                    .append(attribute(it))
                    .append("\">")
                    .append(text(names.categories().getOrDefault(it, it)))
                    .append("</a></li>"));
    var residence = all.standing().residence();
    if (residence.isPresent()) {
      html.append("<li><a href=\"#residence\">")
          .append(say(words, "copy.residence"))
          .append("</a></li>");
    }
    html.append("<li><a href=\"#recipients\">")
        .append(say(words, "copy.recipients"))
        .append("</a></li><li><a href=\"#choices\">")
        .append(say(words, "copy.choices"))
        .append("</a></li></ul></nav>\n");

    byCategory.forEach(
        (category, values) -> {
          html.append("<section id=\"")
              .append(attribute(category))
              .append("\"><h2>")
              .append(text(names.categories().getOrDefault(category, category)))
              .append("</h2>\n");
          for (var it : values) value(html, it, versions, names, words, value);
          html.append("</section>\n");
        });
    if (byCategory.isEmpty()) {
      html.append("<p>").append(say(words, "copy.nothing")).append("</p>\n");
    }

    residence.ifPresent(
        it ->
            html.append("<section id=\"residence\"><h2>")
                .append(say(words, "copy.residence"))
                .append("</h2>\n<p>")
                .append(text(words.place(it)))
                .append("</p>\n</section>\n"));
    html.append("<section id=\"recipients\"><h2>")
        .append(say(words, "copy.recipients"))
        .append("</h2>\n");
    if (all.disclosures().isEmpty()) {
      html.append("<p>").append(say(words, "copy.no-recipients")).append("</p>\n");
    } else {
      html.append("<ul>\n");
    }
    for (var it : all.disclosures()) {
      var party =
          Optional.ofNullable(program.parties().get(it.party()))
              .map(Program.Party::name)
              .orElse(it.party());
      var fields = it.fields().stream().map(field -> label(names, field)).toList();
      html.append("<li>")
          .append(text(words.date(day(it.at()))))
          .append(": <strong>")
          .append(text(names.parties().getOrDefault(it.party(), party)))
          .append("</strong> ")
          .append(text(words.place(it.country())))
          .append("; ")
          .append(text(String.join(", ", fields)))
          .append("; ")
          .append(text(String.join(", ", it.clauses())))
          .append("</li>\n");
    }
    if (!all.disclosures().isEmpty()) html.append("</ul>\n");
    html.append("</section>\n<section id=\"choices\"><h2>")
        .append(say(words, "copy.choices"))
        .append("</h2>\n");
    var choices =
        all.said().stream().filter(it -> names.choices().containsKey(it.mark().word())).toList();
    if (choices.isEmpty()) {
      html.append("<p>").append(say(words, "copy.no-choices")).append("</p>\n");
    } else {
      html.append("<ul>\n");
    }
    for (var it : choices) {
      html.append("<li>")
          .append(text(words.date(day(it.mark().at()))))
          .append(": ")
          .append(text(names.choices().get(it.mark().word())))
          .append(" <strong>")
          .append(say(words, it.mark().yes() ? "copy.yes" : "copy.no"))
          .append("</strong></li>\n");
    }
    if (!choices.isEmpty()) html.append("</ul>\n");
    return html.append("</section>\n</main></body></html>\n").toString();
  }

  private static void value(
      StringBuilder html,
      Held it,
      Function<String, Optional<Program>> versions,
      Program.Names names,
      Words words,
      BinaryOperator<String> value) {
    var then = versions.apply(it.policyVersion());
    var purposes = it.serves(then);
    html.append("<article><h3>")
        .append(text(label(names, it.field())))
        .append("</h3><p class=\"value\">")
        .append(text(value.apply(it.field(), it.value().reveal())))
        .append("</p><dl>");
    pair(
        html,
        say(words, "copy.why"),
        purposes.stream().map(id -> names.purposes().getOrDefault(id, id)).sorted().toList());
    pair(
        html,
        say(words, "copy.where"),
        List.of(
            Optional.ofNullable(names.points().get(it.point()))
                .map(Program.PointWords::title)
                .orElse(it.point())));
    pair(html, say(words, "copy.since"), List.of(words.date(day(it.collectedAt()))));
    pair(html, say(words, "copy.until"), List.of(words.date(it.keepUntil())));
    var clauses =
        purposes.stream()
            .flatMap(id -> then.map(program -> program.purposes().get(id)).stream())
            .flatMap(purpose -> purpose.clauses().stream())
            .distinct()
            .sorted()
            .toList();
    pair(html, say(words, "copy.clauses", it.policyVersion()), clauses);
    html.append("</dl></article>\n");
  }

  private static void pair(StringBuilder html, String term, List<String> texts) {
    html.append("<dt>")
        .append(term)
        .append("</dt><dd>")
        .append(text(String.join("; ", texts)))
        .append("</dd>");
  }

  private static String label(Program.Names names, String field) {
    var known = names.fields().get(field);
    return known == null ? field : known.label();
  }

  private static String say(Words words, String key, Object... args) {
    return text(words.say(key, args));
  }

  /// The day in UTC, as terms and periods count.
  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  private static String text(String text) {
    var out = new StringOutput();
    Escape.htmlContent(text, out);
    return out.toString();
  }

  private static String attribute(String text) {
    var out = new StringOutput();
    Escape.htmlAttribute(text, out);
    return out.toString();
  }

  private static final String STYLE =
      "body{font:1rem/1.5 system-ui,sans-serif;margin:0"
          + " auto;max-width:46rem;padding:1rem;color:#1b1b1f;background:#fff}article{border-top:1px"
          + " solid"
          + " #ccc}.value{font-size:1.15rem;white-space:pre-wrap;overflow-wrap:anywhere}dt{font-size:.85rem;color:#555}dd{margin:0"
          + " 0 .5rem}@media(prefers-color-scheme:dark){body{color:#eee;background:#16171a}dt{color:#bbb}a{color:#9cc4ff}}";
}
