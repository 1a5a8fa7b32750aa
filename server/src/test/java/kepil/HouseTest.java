package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of the house, held by the build: who may know whom, and what nobody does.
///
/// A new room may use nothing until somebody writes it into this table; that line in a diff is the
/// architecture review.
final class HouseTest {
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("yaml", Set.of()),
              Map.entry("policy", Set.of("yaml")),
              Map.entry("law", Set.of("policy", "yaml")),
              Map.entry("trace", Set.of("policy", "yaml")),
              Map.entry("diff", Set.of("gate", "policy", "law")),
              Map.entry("gate", Set.of("policy", "law")),
              Map.entry("read", Set.of("law", "yaml")),
              Map.entry("cases", Set.of("gate", "policy", "yaml")),
              Map.entry("proof", Set.of()),
              Map.entry("postgres", Set.of()),
              Map.entry("gauge", Set.of("read")),
              Map.entry("draft", Set.of("read")),
              Map.entry("documents", Set.of("read", "law")),
              Map.entry("store", Set.of()),
              Map.entry("web", Set.of()),
              Map.entry("words", Set.of()),
              Map.entry("ledger", Set.of("proof", "store")),
              Map.entry(
                  "notice",
                  Set.of("follow", "policy", "law", "gate", "cases", "yaml", "diff", "words")),
              Map.entry("mail", Set.of("gate", "policy", "vault")),
              Map.entry("vault", Set.of("gate", "policy", "law", "proof", "ledger", "store")),
              Map.entry("carry", Set.of("vault", "gate", "policy", "mail", "words")),
              Map.entry(
                  "rights",
                  Set.of("vault", "gate", "policy", "law", "proof", "ledger", "mail", "words")),
              Map.entry(
                  "promises",
                  Set.of(
                      "policy", "law", "gate", "notice", "ledger", "vault", "rights", "proof",
                      "words")),
              Map.entry(
                  "portal",
                  Set.of(
                      "promises",
                      "rights",
                      "vault",
                      "gate",
                      "policy",
                      "law",
                      "ledger",
                      "notice",
                      "web",
                      "words",
                      "pages",
                      "proof",
                      "diff")),
              Map.entry(
                  "privacy",
                  Set.of(
                      "diff", "rights", "vault", "gate", "policy", "law", "ledger", "notice", "web",
                      "words", "proof")),
              Map.entry("follow", Set.of("gate")),
              Map.entry("sdk", Set.of("gate", "policy", "law")),
              Map.entry("spring", Set.of("sdk", "gate", "policy", "law")),
              Map.entry(
                  "api",
                  Set.of(
                      "carry",
                      "follow",
                      "documents",
                      "read",
                      "promises",
                      "words",
                      "yaml",
                      "rights",
                      "vault",
                      "gate",
                      "policy",
                      "law",
                      "ledger",
                      "notice",
                      "web",
                      "cases",
                      "proof")),
              Map.entry(
                  "console",
                  Set.of(
                      "carry",
                      "documents",
                      "read",
                      "promises",
                      "rights",
                      "vault",
                      "gate",
                      "policy",
                      "law",
                      "ledger",
                      "notice",
                      "web",
                      "words",
                      "pages",
                      "mail",
                      "api",
                      "proof",
                      "diff",
                      "yaml")),
              // Templates are typed: they know the records of the room whose page they print.
              Map.entry(
                  "pages",
                  Set.of(
                      "carry",
                      "promises",
                      "proof",
                      "portal",
                      "privacy",
                      "console",
                      "policy",
                      "words",
                      "rights",
                      "vault",
                      "gate",
                      "ledger",
                      "notice",
                      "mail",
                      "web",
                      "api",
                      "diff",
                      "yaml",
                      "law"))));

  private static final Pattern ROOM =
      Pattern.compile("(?<![A-Za-z0-9_/$.])L?kepil[/.]([a-z]+)[/.][A-Za-z_]");

  private final List<Path> classes = classes();

  @Test
  void everyRoomUsesOnlyTheRoomsItMayUse() throws IOException {
    var broken = new TreeSet<String>();
    for (var path : classes) {
      var room = room(path);
      if (room.isEmpty()) continue; // Main and its commands know everyone
      if (!MAY_USE.containsKey(room)) {
        broken.add("room " + room + " is not in the table");
        continue;
      }
      for (var used : uses(path)) {
        if (!used.equals(room) && !MAY_USE.get(room).contains(used)) {
          broken.add(room + " uses " + used + ", in " + path.getFileName());
        }
      }
    }
    // What stands in modules that are built after this one is read as it was written.
    for (var source : AFTER.stream().flatMap(HouseTest::javaIn).toList()) {
      var room = room(source);
      var used = ROOM.matcher(code(source));
      while (used.find()) {
        if (MAY_USE.containsKey(used.group(1))
            && !used.group(1).equals(room)
            && !MAY_USE.getOrDefault(room, Set.of()).contains(used.group(1))) {
          broken.add(room + " uses " + used.group(1) + ", in " + source.getFileName());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /// Every string of the constant pool is read, so a mere field, cast or signature counts as use.
  private static Set<String> uses(Path path) throws IOException {
    var used = new TreeSet<String>();
    for (var entry : ClassFile.of().parse(path).constantPool()) {
      if (entry instanceof Utf8Entry text) {
        var found = ROOM.matcher(text.stringValue());
        while (found.find()) if (MAY_USE.containsKey(found.group(1))) used.add(found.group(1));
      }
    }
    return used;
  }

  @Test
  void everyRoomHasOneSentenceAtItsDoor() throws IOException {
    for (var source : sources()) {
      var folder = source.getParent();
      // core's room and core's door; its one class says why it stands there
      if (folder.endsWith("bench/src/main/java/kepil/policy")) continue;
      assertThat(folder.resolve("package-info.java")).exists();
      var door = Files.readString(folder.resolve("package-info.java"));
      assertThat(door).as(folder.toString()).startsWith("/// ").contains("@NullMarked");
    }
  }

  /// Time and randomness are handed in; only Main and its commands take the machine's own.
  @Test
  void nobodyAsksTheMachineForTheTimeOrForChance() throws IOException {
    var broken = new ArrayList<String>();
    for (var source : SHIPPED.stream().flatMap(HouseTest::javaIn).toList()) {
      if (source.getParent().endsWith("kepil")) continue;
      var text = Files.readString(source);
      for (var call :
          List.of(
              "Instant.now()",
              "LocalDate.now(",
              "System.currentTimeMillis",
              "Math.random",
              "new Random()",
              "new SecureRandom()",
              "UUID.randomUUID()",
              "System.out",
              "System.err")) {
        if (text.contains(call)) broken.add(source.getFileName() + ": " + call);
      }
    }
    assertThat(broken).isEmpty();
  }

  /// The policy is data: no organisation's name in Java, its commands and benchmarks among it. What
  /// one types to try a command may name a folder of `policies/`.
  @Test
  void javaKnowsNoOrganisation() throws IOException {
    var names = new TreeSet<String>();
    try (var folders = Files.list(root().resolve("policies"))) {
      folders.filter(Files::isDirectory).forEach(it -> names.add(it.getFileName().toString()));
    }
    // The Group's folder is called like a role: a word of the language names nobody.
    var language = Files.readString(root().resolve("docs/policy.schema.json"));
    names.removeIf(it -> language.contains("\"" + it + "\""));
    assertThat(names).isNotEmpty();
    var broken = new ArrayList<String>();
    for (var source : sources()) {
      var code = code(source);
      for (var name : names) {
        if (Pattern.compile("(?i)(?<![a-z/])" + name + "(?![a-z])").matcher(code).find()) {
          broken.add(source.getFileName() + " names " + name);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /// Parts of records in which stands what a person wrote.
  private static final Set<String> WRITTEN =
      Set.of("email", "childEmail", "answerTo", "text", "value", "child");

  /// In these stand words of the policy, or of ours.
  private static final Set<String> OURS =
      Set.of(
          "EvidenceRoutes$PromisesPage",
          "FormPage$Fault",
          "FormPage$Refused",
          "Frame$Announcement",
          "PolicyPage$Heading",
          "PolicyPage$Notice",
          "PolicyPage$Own",
          "Screens$Contact",
          "DueTag");

  /// A record made by hand into an exception or a log line says nothing of what is in it.
  @Test
  void theTextFormOfARecordTellsNothingThatPeopleWrote() throws IOException {
    var broken = new TreeSet<String>();
    int looked = 0;
    for (var path : classes) {
      var name = path.getFileName().toString().replace(".class", "");
      if (OURS.contains(name)
          || !(path.toString().contains("/server/") || room(path).equals("gate"))) {
        continue;
      }
      var it = ClassFile.of().parse(path);
      var parts =
          it.findAttribute(Attributes.record()).stream()
              .flatMap(all -> all.components().stream())
              .filter(
                  part ->
                      part.descriptor().equalsString("Ljava/lang/String;")
                          && WRITTEN.contains(part.name().stringValue()))
              .toList();
      if (parts.isEmpty()) continue;
      looked++;
      boolean generated =
          it.methods().stream()
              .filter(method -> method.methodName().equalsString("toString"))
              .flatMap(method -> method.code().stream())
              .anyMatch(
                  code ->
                      code.elementStream()
                          .anyMatch(
                              made ->
                                  made instanceof InvokeDynamicInstruction call
                                      && call.name().equalsString("toString")));
      if (generated) {
        broken.add(room(path) + " " + name + ": " + parts.getFirst().name().stringValue());
      }
    }
    assertThat(looked).isPositive();
    assertThat(broken).isEmpty();
  }

  private static final Pattern CLAUSE = Pattern.compile("\\{#([^}\\s]*\\d\\.[^}\\s]*)}");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  /// These are of no policy: an example that a message gives, the first number of a draft, the
  /// policy that a benchmark makes up.
  private static final Map<String, String> OF_NO_POLICY =
      Map.of("Shape.java", "4.02", "Clauses.java", "0.01", "KeptRecords.java", "1.1");

  /// Nor a clause's number: which clause decides is said by the policy.
  @Test
  void javaKnowsNoClause() throws IOException {
    var clauses = new TreeSet<String>();
    for (var text : walk(root().resolve("policies"), ".md").toList()) {
      CLAUSE.matcher(Files.readString(text)).results().forEach(it -> clauses.add(it.group(1)));
    }
    assertThat(clauses).hasSizeGreaterThan(100);
    var broken = new TreeSet<String>();
    for (var source : sources()) {
      var name = source.getFileName().toString();
      LITERAL
          .matcher(code(source))
          .results()
          .flatMap(it -> Stream.of(it.group(1).split("[\\s,]+")))
          .filter(clauses::contains)
          .filter(it -> !it.equals(OF_NO_POLICY.get(name)))
          .forEach(it -> broken.add(name + " knows clause " + it));
    }
    assertThat(broken).isEmpty();
  }

  /// Without comments, and without the lines that show what to type.
  private static String code(Path source) throws IOException {
    return Files.readString(source)
        .replaceAll("(?m)^\\s*///?.*$", "")
        .replaceAll("(?m)//.*$", "")
        .replaceAll("(?m)^\\s*\"\\s*\\./kepil .*$", "");
  }

  private static String room(Path path) {
    var parent = path.getParent().getFileName().toString();
    return parent.equals("kepil")
        ? ""
        : path.toString().contains("/kepil/pages/") ? "pages" : parent;
  }

  private static List<Path> classes() {
    return Stream.of("core/target/classes/kepil", "server/target/classes/kepil")
        .flatMap(it -> walk(root().resolve(it), ".class"))
        .filter(it -> !it.endsWith("package-info.class"))
        .toList();
  }

  private static final List<String> AFTER = List.of("sdk", "sdk-spring");
  private static final List<String> SHIPPED = List.of("core", "server", "sdk", "sdk-spring");

  /// Of everything, what only measures with it.
  private static List<Path> sources() {
    return Stream.concat(SHIPPED.stream(), Stream.of("bench")).flatMap(HouseTest::javaIn).toList();
  }

  private static Stream<Path> javaIn(String module) {
    return walk(root().resolve(module + "/src/main/java/kepil"), ".java")
        .filter(it -> !it.endsWith("package-info.java"));
  }

  private static Stream<Path> walk(Path folder, String ending) {
    if (!Files.isDirectory(folder)) return Stream.of();
    try (var all = Files.walk(folder)) {
      return all.filter(it -> it.toString().endsWith(ending)).toList().stream();
    } catch (IOException bad) {
      throw new java.io.UncheckedIOException(bad);
    }
  }

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return here.endsWith("server") ? here.getParent() : here;
  }
}
