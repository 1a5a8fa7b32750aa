package kepil.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A mail server in this process that delivers to nobody: in the demo, letters are read in the
/// console.
public final class Caught implements AutoCloseable {
  private static final int MOST = 200;

  private final GreenMail server;

  private Caught(GreenMail server) {
    this.server = server;
  }

  /// Listens on a free port of the loopback.
  public static Caught start() {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return new Caught(server);
  }

  public MailServer address(String from) {
    return new MailServer("127.0.0.1", server.getSmtp().getPort(), from, Optional.empty(), false);
  }

  /// A caught letter. Its text form does not repeat it.
  public record Seen(Instant at, String to, String subject, String text) {
    @Override
    public String toString() {
      return "Seen[" + at + "]";
    }
  }

  /// The last letters, newest first.
  public List<Seen> recent() {
    return Arrays.stream(server.getReceivedMessages())
        .map(Caught::seen)
        .sorted(Comparator.comparing(Seen::at).reversed())
        .limit(MOST)
        .toList();
  }

  private static Seen seen(MimeMessage it) {
    try {
      var at = it.getSentDate() == null ? Instant.EPOCH : it.getSentDate().toInstant();
      var to = it.getAllRecipients();
      return new Seen(
          at, to == null ? "" : to[0].toString(), String.valueOf(it.getSubject()), text(it));
    } catch (MessagingException bad) {
      return new Seen(Instant.EPOCH, "", "", "unreadable");
    }
  }

  private static String text(MimeMessage it) throws MessagingException {
    try {
      return part(it);
    } catch (IOException bad) {
      return GreenMailUtil.getBody(it);
    }
  }

  private static String part(jakarta.mail.Part part) throws MessagingException, IOException {
    var content = part.getContent();
    if (content instanceof jakarta.mail.Multipart many) {
      for (int i = 0; i < many.getCount(); i++) {
        var text = part(many.getBodyPart(i));
        if (!text.isEmpty()) return text;
      }
      return "";
    }
    return content instanceof String text ? text.strip() : "";
  }

  @Override
  public void close() {
    server.stop();
  }
}
