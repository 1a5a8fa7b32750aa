package kepil;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The launcher as it is, in a made-up checkout, with made-up JDKs and a made-up Maven. The names
/// have blanks on purpose.
abstract class MadeUpCheckout {
  /// All that the launcher may call. What is not here, it does not find.
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "cat",
          "cksum",
          "cp",
          "dirname",
          "find",
          "flock",
          "grep",
          "head",
          "id",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sh",
          "sleep",
          "sort",
          "tail",
          "touch",
          "tr",
          "uname",
          "wc");

  @TempDir Path temp;

  Path checkout;
  Path disk;
  Path home;
  Path tools;
  final Map<String, String> more = new HashMap<>();

  record Ran(int status, String out, String err) {
    String all() {
      return out + err;
    }
  }

  @BeforeEach
  void aCheckout() throws IOException {
    checkout = Files.createDirectories(temp.resolve("check out"));
    disk = Files.createDirectories(temp.resolve("disk"));
    home = Files.createDirectories(temp.resolve("a home"));
    tools = Files.createDirectories(temp.resolve("tools"));
    for (var tool : TOOLS) {
      for (var folder : List.of("/usr/bin", "/bin")) {
        var found = Path.of(folder, tool);
        if (Files.isExecutable(found) && Files.notExists(tools.resolve(tool))) {
          script(tools.resolve(tool), "exec " + found + " \"$@\"\n");
        }
      }
    }
    Files.copy(Path.of("../kepil"), checkout.resolve("kepil"), StandardCopyOption.COPY_ATTRIBUTES);
    for (var module : List.of("core", "server")) {
      Files.createDirectories(checkout.resolve(module + "/src/main/java"));
      write(checkout.resolve(module + "/pom.xml"), "<project/>");
    }
    write(checkout.resolve("pom.xml"), "<project/>");
    write(checkout.resolve("server/src/main/java/Main.java"), "one");
    maven(
        """
        echo built >>"$0.count"
        sleep 0.3
        mkdir -p core/target server/target/app/lib
        echo core >core/target/kepil-core.jar
        cp server/src/main/java/Main.java server/target/kepil-server.jar
        """);
  }

  // --- how

  Path aJdk() throws IOException {
    return jdk(disk.resolve("usr/lib/jvm/jdk 25"), "25.0.1");
  }

  static Path jdk(Path folder, String version) throws IOException {
    return jdk(folder, version, version + "+9-LTS");
  }

  static Path jdk(Path folder, String version, String runtime) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    write(
        folder.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_RUNTIME_VERSION=\""
            + runtime
            + "\"\nJAVA_VERSION=\""
            + version
            + "\"\n");
    script(folder.resolve("bin/javac"), "");
    script(
        folder.resolve("bin/java"),
        "printf 'pid %s ' $$; for w in \"$@\"; do printf '[%s] ' \"$w\"; done | sed"
            + " 's/\\[kepil.Main\\]/kepil.Main/'; echo");
    return folder;
  }

  void maven(String body) throws IOException {
    script(checkout.resolve("mvnw"), body);
  }

  void aCheckoutAgain() throws IOException {
    maven(
        "mkdir -p core/target server/target/app/lib; echo >core/target/kepil-core.jar; echo"
            + " >server/target/kepil-server.jar");
  }

  static void script(Path file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void write(Path file, String text) throws IOException {
    Files.writeString(
        file, text, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  long builds() throws IOException {
    try (var lines = Files.lines(checkout.resolve("mvnw.count"))) {
      return lines.count();
    }
  }

  static String classPath(Ran ran) {
    var words = ran.out().split("\\[-cp] \\[|]", -1);
    for (var word : words) {
      if (word.endsWith("kepil-server.jar")) {
        return word.substring(word.indexOf(':') + 1);
      }
    }
    throw new AssertionError(ran.toString());
  }

  Ran kepil(String... words) throws Exception {
    return end(start(checkout, words));
  }

  /// As somebody who may read the checkout and write nothing. Root may write everything, so root
  /// becomes nobody.
  Ran asStranger(String... words) throws Exception {
    var command = new ArrayList<String>();
    var root = "root".equals(System.getProperty("user.name"));
    if (root) {
      for (var folder = temp;
          folder != null && !folder.equals(Path.of("/tmp"));
          folder = folder.getParent()) {
        if (Files.getPosixFilePermissions(folder).size() < 5) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
      command.addAll(
          List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    } else {
      closed("r-xr-xr-x");
    }
    command.add(checkout.resolve("kepil").toString());
    command.addAll(List.of(words));
    try {
      return end(started(new ProcessBuilder(command), checkout));
    } finally {
      closed("rwxr-xr-x");
    }
  }

  void closed(String rights) throws IOException {
    for (var folder : List.of(checkout, checkout.resolve(".kepil"))) {
      if (Files.exists(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
      }
    }
  }

  Process start(Path folder, String... words) throws IOException {
    var command = new ArrayList<>(List.of(checkout.resolve("kepil").toString()));
    command.addAll(List.of(words));
    return started(new ProcessBuilder(command), folder);
  }

  Process started(ProcessBuilder process, Path folder) throws IOException {
    var environment = process.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    environment.put("HOME", home.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("KEPIL_PRETEND_DISK", disk.toString());
    environment.putAll(more);
    return process.directory(folder.toFile()).start();
  }

  /// What it says is short, so both streams fit into their pipes.
  static Ran end(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ran(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }
}
