package kepil;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kepil.mail.MailServer;
import kepil.policy.Misfit;
import kepil.proof.VerifierKey;
import kepil.store.StoreConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kepil serve`: runs policies for real, until a signal.
@Command(
    name = "serve",
    description =
        "Runs policies for real: publishes them, keeps them, answers for them. Secrets come from"
            + " the environment, never from the command line: KEPIL_DATABASE_USER,"
            + " KEPIL_DATABASE_PASSWORD, KEPIL_SMTP_USER, KEPIL_SMTP_PASSWORD.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil serve --data /var/lib/kepil --policy policies/smg \\",
      "      --origin privacy.example.com --behind-proxy \\",
      "      --smtp mail.example.com:587 --smtp-tls --from privacy@example.com",
      "",
      "  # one of several nodes on one database: its own --data, the same --keystore",
      "  ./kepil serve --data /var/lib/kepil/node-2 \\",
      "      --keystore /mnt/keys/keystore.json \\",
      "      --database jdbc:postgresql://db/kepil …"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "2:not started; the message says what to do",
      "143, 130:stopped by a signal, in order; nothing is lost"
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "keystore, and the database if it is our own")
  Path data = Path.of("");

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description =
          "the keys, outside the data folder (keystore.json in it); nodes that share a database"
              + " share this file")
  Optional<Path> keystore = Optional.empty();

  @Option(
      names = "--policy",
      required = true,
      arity = "1..*",
      paramLabel = "FOLDER",
      description = "policy folders to publish")
  List<Path> policies = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "address to listen on (${DEFAULT-VALUE})")
  String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8400",
      description = "where to listen (${DEFAULT-VALUE})")
  int port;

  @Option(
      names = "--behind-proxy",
      description = "believe X-Forwarded-For and X-Forwarded-Proto of the proxy in front")
  boolean behindProxy;

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      description =
          "host name in the ledger's origin, which must never change; without it localhost:PORT,"
              + " which changes with the port")
  Optional<String> origin = Optional.empty();

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description = "an external PostgreSQL instead of our own")
  Optional<String> database = Optional.empty();

  @Option(
      names = "--smtp",
      required = true,
      paramLabel = "HOST:PORT",
      description = "the mail server that takes our letters")
  String smtp = "";

  @Option(names = "--smtp-tls", description = "insist on STARTTLS")
  boolean tls;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "ADDRESS",
      description = "the address letters come from")
  String from = "";

  @Option(
      names = "--epoch-days",
      paramLabel = "DAYS",
      description =
          "turn the epoch by itself when it is this old; the keystore must then be copied as often,"
              + " and older backups open nothing. Without it only `kepil epoch` turns it")
  Optional<Integer> epochDays = Optional.empty();

  @Spec // picocli fills it in before anything runs
  CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var parts = smtp.split(":", 2);
    if (parts.length != 2
        || parts[0].isBlank()
        || !parts[1].matches("[1-9]\\d{0,4}")
        || Integer.parseInt(parts[1]) > DemoCommand.HIGHEST_PORT) {
      throw new Unusable("--smtp: `" + smtp + "` is no HOST:PORT, such as mail.example.com:587");
    }
    // A name may stand before it, as in `Privacy <privacy@example.com>`.
    if (!Misfit.isEmail(from.replaceFirst("^.*<(.*)>$", "$1"))) {
      throw new Unusable("--from: `" + from + "` is no address, such as privacy@example.com");
    }
    var name = origin.orElse("localhost:" + port);
    if (!VerifierKey.isName(name)) {
      throw new Unusable(
          "--origin: `"
              + name
              + "` cannot stand in a checkpoint; give a host name without blanks and `+`, such as"
              + " privacy.example.com, and the one that the log has if there is one");
    }
    var login =
        secret("KEPIL_SMTP_USER")
            .map(user -> new MailServer.Login(user, secret("KEPIL_SMTP_PASSWORD").orElse("")));
    var store =
        database.map(
            url ->
                StoreConfig.of(
                    url,
                    secret("KEPIL_DATABASE_USER").orElse(""),
                    secret("KEPIL_DATABASE_PASSWORD").orElse("")));
    var home = data.toAbsolutePath().normalize();
    var plan =
        new House.Plan(
            home,
            keystore
                .map(it -> it.toAbsolutePath().normalize())
                .orElse(home.resolve(House.KEYSTORE)),
            store,
            policies,
            host,
            port,
            behindProxy,
            name,
            Optional.of(new MailServer(parts[0], Integer.parseInt(parts[1]), from, login, tls)),
            false,
            false,
            epochDays.map(it -> EpochCommand.period("--epoch-days", it)));
    return DemoCommand.run(plan, spec);
  }

  static Optional<String> secret(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(it -> !it.isBlank());
  }
}
