package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A heap of 512 MB is enough for whatever `kepil read` takes on, and for what it does not.
@Tag("long")
final class ReadBoundsTest {
  private static final Map<String, String> SMALL = Map.of("JAVA_TOOL_OPTIONS", "-Xmx512m");

  @TempDir Path folder;

  /// As much text as is read at all, no sentence like another.
  private Path text(String name, String... sentences) throws IOException {
    var text = new StringBuilder("# 1. Rules\n\n");
    for (int i = 1; text.length() < 990_000; i++) {
      if (i % 40 == 0) {
        text.append("\n# ").append(1 + i / 40).append(". Part ").append(i).append("\n\n");
      }
      text.append(sentences[i % sentences.length].formatted(i)).append(i % 3 == 0 ? "\n\n" : " ");
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private Path english() throws IOException {
    return text(
        "rules.en.md",
        "We keep your name and address for %d months.",
        "We do not give data number %d to anybody.",
        "You may write to desk%d@library.example at any time.",
        "Readers under %d years need a parent who agrees.");
  }

  private Path russian() throws IOException {
    return text(
        "rules.ru.md",
        "Мы храним ваше имя и адрес %d месяцев.",
        "Мы никому не передаем данные номер %d.",
        "Вы можете в любое время написать на desk%d@library.example.",
        "Читателям младше %d лет нужно согласие родителей.");
  }

  @Test
  void theLargestDocumentsAreReadAndLargerOnesAreRefused() throws Exception {
    var huge = folder.resolve("huge.txt");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(200_000_000);
    }
    var bomb = folder.resolve("bomb.docx");
    var zeros = new byte[1_000_000];
    try (var zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      for (int i = 0; i < 400; i++) zip.write(zeros);
    }
    var ran = OwnProcess.run(SMALL, "read", english().toString(), huge.toString(), bomb.toString());
    assertThat(ran.status()).isEqualTo(Main.UNUSABLE);
    assertThat(ran.said())
        .contains("20 MB", "far more", "rules.en.md")
        .doesNotContain("OutOfMemoryError", "\tat ");
  }

  @Test
  void theLargestPairIsComparedOrSaidToTakeTooLong() throws Exception {
    var ran = OwnProcess.run(SMALL, "read", "--same", english().toString(), russian().toString());
    assertThat(ran.status()).isIn(Main.FINDINGS, Main.UNUSABLE);
    assertThat(ran.said()).doesNotContain("OutOfMemoryError", "\tat ");
  }
}
