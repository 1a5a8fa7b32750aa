package kepil;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import kepil.documents.Bounds;
import kepil.documents.Library;
import kepil.documents.Names;
import kepil.documents.Opened;
import kepil.documents.Reader;
import kepil.documents.Reports;
import kepil.notice.LawBook;
import kepil.read.Severity;
import kepil.read.Tongue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kepil read`: what is wrong in a published policy.
@Command(
    name = "read",
    description = {
      "Reads published policies (text, Markdown, HTML, PDF, DOCX) and says what is wrong in them:"
          + " with the place, why it matters and what to do.",
      "Nothing is sent anywhere and nothing is kept. Every check is described in docs/reading.md.",
      "Bounds: files up to 20 MB, 6 MB of markup, 1,000 pages, 1,000,000 characters of text; 60"
          + " seconds a file; a heap of 512 MB is enough."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil read policy.pdf",
      "  ./kepil read --same policy.kk.txt policy.az.txt",
      "  ./kepil read --same --doubts policy.en.html policy.ru.docx",
      "  ./kepil read --severity changes policy.kk.docx",
      "  ./kepil read --law eu-gdpr,kz-94v --on 2026-11-25 policy.html",
      "  ./kepil read --html report.html policy.txt",
      "  ./kepil read --sarif policy.txt > policy.sarif"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing found",
      "1:findings, each with its place",
      "2:a document cannot be read"
    })
final class ReadCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the documents")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--same",
      description = "the two documents are language versions of one policy: compare them")
  boolean same;

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Option(names = "--sarif", description = "print SARIF 2.1.0, which code review tools show")
  boolean sarif;

  @Option(
      names = "--doubts",
      description = "with --same: tell every doubt by itself, not only where there are some")
  boolean doubts;

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "write a page that shows the documents with the findings in the margin")
  @Nullable Path html;

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      defaultValue = "cosmetic",
      description =
          "leave out what is less grave: reverses, breaks-law, changes, omits, doubtful, advice,"
              + " cosmetic (default: everything)")
  String severity = "cosmetic";

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "kk, az, ru, en, or und for any other; recognised when not given")
  @Nullable String language;

  @Option(
      names = "--law",
      paramLabel = "IDS",
      split = ",",
      description =
          "laws to read against, such as eu-gdpr,kz-94v; recognised from the text when not given")
  List<String> laws = new ArrayList<>();

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description = "the day for which laws are read, such as 2026-11-25 (default: today)")
  @Nullable String on;

  @Override
  public Integer call() {
    var out = printing.out();
    if (files.isEmpty()) {
      throw new Unusable("no document given; for example: ./kepil read policy.pdf");
    }
    if (printing.json && sarif) {
      throw new Unusable("--json and --sarif print one report in two forms; give one of them");
    }
    var reader = new Reader(Library.words(), LawBook.read(), Library.lexicon());
    var wish = wish(reader);
    var answers = new ArrayList<Reader.Answer>();
    if (same && files.size() != 2) {
      throw new Unusable(
          "--same compares two documents, and "
              + files.size()
              + (files.size() == 1 ? " is" : " are")
              + " given; for example: ./kepil read --same policy.kk.txt policy.az.txt");
    }
    files.forEach(ReadCommand::there);
    if (html != null) files.forEach(it -> apart(it, html));
    var names = Names.of(files);
    var progress = printing.progress();
    if (same) {
      try (var _ = progress.step("comparing " + names.get(0) + " and " + names.get(1))) {
        answers.add(
            IntStream.range(0, 2)
                .boxed()
                .flatMap(at -> tooLarge(files.get(at), names.get(at)).stream())
                .findFirst()
                .orElseGet(
                    () ->
                        reader.same(
                            file(files.get(0), names.get(0)),
                            file(files.get(1), names.get(1)),
                            wish)));
      }
    } else {
      for (int at = 0; at < files.size(); at++) {
        var path = files.get(at);
        var name = names.get(at);
        try (var _ = progress.step("reading " + name)) {
          answers.add(tooLarge(path, name).orElseGet(() -> reader.read(file(path, name), wish)));
        }
      }
    }
    print(out, answers, names);
    out.flush();
    if (html != null) write(html, Reports.html(answers));
    if (answers.stream().anyMatch(Reader.Answer.Unreadable.class::isInstance)) return Main.UNUSABLE;
    return answers.stream().allMatch(ReadCommand::clean) ? Main.CLEAN : Main.FINDINGS;
  }

  private static boolean clean(Reader.Answer answer) {
    return switch (answer) {
      case Reader.Answer.Read it -> it.findings().isEmpty();
      case Reader.Answer.Pair it -> it.findings().isEmpty();
      case Reader.Answer.Unreadable _ -> false;
    };
  }

  private Reader.Wish wish(Reader reader) {
    var tongue =
        Optional.ofNullable(language)
            .map(
                code ->
                    Tongue.of(code)
                        .orElseThrow(
                            () ->
                                new Unusable(
                                    "`"
                                        + code
                                        + "` is no language Kepil reads; one of kk, az, ru, en,"
                                        + " und")));
    var unknown = reader.unknown(laws);
    if (!unknown.isEmpty()) {
      throw new Unusable(
          "`"
              + unknown.getFirst()
              + "` is no law that Kepil knows; one of "
              + String.join(", ", reader.lawIds()));
    }
    var least =
        Arrays.stream(Severity.values())
            .filter(it -> it.id().equals(severity))
            .findFirst()
            .orElseThrow(
                () ->
                    new Unusable(
                        "`"
                            + severity
                            + "` is no severity; one of "
                            + String.join(
                                ", ",
                                Arrays.stream(Severity.values()).map(Severity::id).toList())));
    try {
      return new Reader.Wish(
          tongue, laws, on == null ? LocalDate.now() : LocalDate.parse(on), least);
    } catch (DateTimeParseException noDay) {
      throw new Unusable("`" + on + "` is no day; write it as 2026-11-25", noDay);
    }
  }

  /// A slip of the hand is told before anything is read.
  private static void there(Path path) {
    if (Files.isDirectory(path)) {
      throw new Unusable("`" + path + "` is a folder; give the documents in it");
    }
    if (!Files.exists(path)) throw new Unusable("there is no file `" + path + "`");
  }

  /// A page in the place of the document it is about would be the end of that.
  private static void apart(Path document, Path page) {
    try {
      if (Files.exists(page) && Files.isSameFile(document, page)) {
        throw new Unusable(
            "--html names the document `" + document + "` itself; give the page another name");
      }
    } catch (IOException unreadable) {
      throw new Unusable("cannot read `" + document + "`: " + unreadable.getMessage(), unreadable);
    }
  }

  /// The size is asked before a byte is read. The other documents are read all the same.
  private static Optional<Reader.Answer> tooLarge(Path path, String name) {
    try {
      if (Files.size(path) <= Bounds.FILE) return Optional.empty();
      return Optional.of(
          new Reader.Answer.Unreadable(
              new Opened.Unreadable(
                  name,
                  "it has more than the 20 MB that are read",
                  "give only the policy, or print it as text")));
    } catch (IOException unreadable) {
      throw new Unusable("cannot read `" + path + "`: " + unreadable.getMessage(), unreadable);
    }
  }

  private static Reader.File file(Path path, String name) {
    if (Files.isRegularFile(path)) return new Reader.File(name, bytes(path));
    // A pipe may be silent for ever, and nothing ends a thread that listens to it; it ends with the
    // program.
    var bytes = new CompletableFuture<byte[]>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                bytes.complete(bytes(path));
              } catch (RuntimeException failed) {
                bytes.completeExceptionally(failed);
              }
            });
    try {
      return new Reader.File(name, bytes.get(Bounds.TIME.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException silent) {
      throw new Unusable(
          "`"
              + path
              + "` did not come to an end within "
              + Bounds.TIME.toSeconds()
              + " seconds; give a file",
          silent);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Unusable said
          ? said
          : new Unusable("cannot read `" + path + "`", failed);
    } catch (InterruptedException ended) {
      throw new Unusable("reading `" + path + "` was ended", ended);
    }
  }

  /// A pipe or a device has no size to ask, and may have no end: one byte more than is read tells
  /// that there is too much.
  private static byte[] bytes(Path path) {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(Bounds.FILE + 1);
    } catch (IOException unreadable) {
      throw new Unusable("cannot read `" + path + "`: " + unreadable.getMessage(), unreadable);
    }
  }

  private void print(PrintWriter out, List<Reader.Answer> answers, List<String> names) {
    if (printing.json) out.println(Reports.json(answers));
    else if (sarif) out.println(Reports.sarif(answers, inside(names)));
    else {
      out.print(Reports.text(answers, Ansi.AUTO.enabled(), doubts));
    }
  }

  /// Where each document lies below the working folder, by its name: review tools look for it from
  /// there.
  private Map<String, String> inside(List<String> names) {
    var here = Path.of("").toAbsolutePath().normalize();
    var all = new HashMap<String, String>();
    for (int at = 0; at < names.size(); at++) {
      var file = files.get(at).toAbsolutePath().normalize();
      if (file.startsWith(here)) all.put(names.get(at), here.relativize(file).toString());
    }
    return all;
  }

  private static void write(Path to, String page) {
    try {
      Files.writeString(to, page);
    } catch (IOException unwritable) {
      throw new Unusable("cannot write `" + to + "`: " + unwritable.getMessage(), unwritable);
    }
  }
}
