package kepil.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// As whom PostgreSQL runs, which refuses to run as root: the words to put before its commands, and
/// who owns its files.
///
/// - An ordinary user runs it as himself.
/// - Root runs it as `kepil`, `postgres` or `nobody`, whoever exists first, with all privileges
///   dropped.
/// - Where that account cannot reach the data folder (a checkout below `/root`), root runs it in a
///   user namespace of its own: it is nobody there, and outside it has root's files but none of
///   root's privileges.
///
/// Data folders keep the account that made them.
record Account(List<String> prefix, int uid, int gid) {

  static Account of(Layout layout) {
    var us = new UnixSystem();
    if (us.getUid() != 0) {
      return new Account(ownSession(List.of()), (int) us.getUid(), (int) us.getGid());
    }
    if (Files.exists(layout.data())) {
      return ofOwner(layout.data());
    }
    layout.letPass();
    var names = List.of("kepil", "postgres", "nobody");
    for (var name : names) {
      var known = known(name);
      if (known.isPresent() && known.get().reaches(layout.folder())) {
        return known.get();
      }
    }
    if (Executable.works(List.of("unshare", "-U", "true"))) {
      return inNamespace();
    }
    throw new PostgresFault(
        "PostgreSQL refuses to run as root, and none of %s can reach `%s` (by setpriv); choose a data folder that every user may pass through, such as /var/lib/kepil, or start Kepil as an ordinary user"
            .formatted(names, layout.folder()));
  }

  /// A session of its own, so that an interrupt typed at the terminal reaches us alone and we stop
  /// it in order.
  private static List<String> ownSession(List<String> words) {
    var all = new ArrayList<String>();
    if (Executable.exists("setsid")) {
      all.add("setsid");
    }
    all.addAll(words);
    return List.copyOf(all);
  }

  private static Account inNamespace() {
    return new Account(ownSession(List.of("unshare", "-U")), 0, 0);
  }

  private static Account dropped(int uid, int gid) {
    return new Account(
        ownSession(
            List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + gid,
                "--clear-groups",
                "--inh-caps=-all",
                "--no-new-privs")),
        uid,
        gid);
  }

  private static Account ofOwner(Path data) {
    try {
      var uid = (int) Files.getAttribute(data, "unix:uid");
      var gid = (int) Files.getAttribute(data, "unix:gid");
      return uid == 0 ? inNamespace() : dropped(uid, gid);
    } catch (IOException e) {
      throw Layout.unreadable(data, e);
    }
  }

  private static Optional<Account> known(String name) {
    try (var lines = Files.lines(Path.of("/etc/passwd"))) {
      return lines
          .map(line -> line.split(":"))
          .filter(field -> field.length > 3 && field[0].equals(name))
          .findFirst()
          .map(field -> dropped(Integer.parseInt(field[2]), Integer.parseInt(field[3])));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private boolean reaches(Path folder) {
    return Executable.works(runs("test", "-x", folder.toString()));
  }

  List<String> runs(String... command) {
    var all = new ArrayList<>(prefix);
    all.addAll(List.of(command));
    return all;
  }

  /// Hands a file of ours to the account.
  void own(Path path) throws IOException {
    if (new UnixSystem().getUid() == 0) {
      Files.setAttribute(path, "unix:uid", uid);
      Files.setAttribute(path, "unix:gid", gid);
    }
  }
}
