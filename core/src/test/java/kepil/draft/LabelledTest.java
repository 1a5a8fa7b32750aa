package kepil.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kepil.read.Document;
import kepil.read.PlainText;
import kepil.read.Tongue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How well a draft guesses, on policies of companies that do not exist: behind each clause stand
/// the kinds a person finds in it, `{category retention}`; a clause is right when these are guessed
/// and no other.
final class LabelledTest {
  private static final Pattern LABELLED = Pattern.compile("(.*?)\\s*\\{([a-z ]*)}\\s*");

  @ParameterizedTest
  @CsvSource({"hotel.en, 53, 58", "credit.ru, 54, 54", "klinika.kk, 42, 45", "courier.az, 49, 51"})
  void soManyClausesAreGuessedRight(String name, int right, int all) throws IOException {
    var tongue = Tongue.of(name.substring(name.indexOf('.') + 1));
    var labels = new LinkedHashMap<String, TreeSet<String>>();
    var document = Document.of(name, tongue, PlainText.passages(plain(name, labels)));
    assertThat(labels).hasSize(all);
    var signs = new Signs(DraftTest.words(), document.tongue());
    var clauses = Clauses.of(document, DraftTest.lexicon(), signs).clauses();
    var guessed = new LinkedHashMap<String, TreeSet<String>>();
    for (var it : clauses) if (!it.heading()) guessed.put(it.text(), new TreeSet<>());
    for (var it : Guesses.of(clauses, signs)) guessed.get(it.clause().text()).add(it.kind().list);
    var wrong = new ArrayList<String>();
    labels.forEach(
        (text, wanted) -> {
          var found = Optional.ofNullable(guessed.get(text));
          if (!found.equals(Optional.of(wanted))) wrong.add(wanted + " " + found + " " + text);
        });
    assertThat(all - wrong.size()).as("%s", wrong).isGreaterThanOrEqualTo(right);
  }

  private static String plain(String name, Map<String, TreeSet<String>> labels) throws IOException {
    var text = new StringBuilder();
    try (var in = LabelledTest.class.getResourceAsStream("/draft/" + name + ".txt")) {
      var lines = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (var line : lines.lines().toList()) {
        var found = LABELLED.matcher(line);
        while (found.find()) {
          var kinds = new TreeSet<>(List.of(found.group(2).split(" ")));
          kinds.remove("");
          labels.put(clause(found.group(1)), kinds);
        }
        text.append(line.replaceAll("\\s*\\{[a-z ]*}", "")).append("\n\n");
      }
    }
    return text.toString();
  }

  /// A line as its clause has it: without its number, cells told apart by a dash.
  private static String clause(String line) {
    return line.replaceFirst("^(?:-|\\d+(?:\\.\\d+)*[.)]|\\(?\\p{L}+\\)|\\d+\\)) ", "")
        .replace("\t", " – ")
        .strip();
  }
}
