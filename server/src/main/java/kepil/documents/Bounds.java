package kepil.documents;

import java.time.Duration;

/// How much of a file Kepil takes on. A policy has a hundredth of this.
public final class Bounds {
  private Bounds() {}

  /// Of a file as it lies on the disk.
  public static final int FILE = 20_000_000;

  /// Of markup (HTML, the text of a DOCX) once unpacked: a tree of it takes twenty times the
  /// memory.
  public static final int MARKUP = 6_000_000;

  /// Of the readable text, in characters.
  public static final int TEXT = 1_000_000;

  public static final int PAGES = 1_000;

  /// What PDFBox may hold of a file's streams.
  static final long PDF_MEMORY = 128_000_000;

  /// Opening and reading together.
  public static final Duration TIME = Duration.ofSeconds(60);

  public static String words() {
    return "files up to 20 MB, 6 MB of markup, 1,000 pages, 1,000,000 characters of text; 60"
        + " seconds; a heap of 512 MB is enough";
  }
}
