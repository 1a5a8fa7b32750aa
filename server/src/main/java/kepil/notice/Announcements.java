package kepil.notice;

import kepil.words.Frame;
import kepil.words.Words;

/// The sentence that stands above every page while a material change is coming, or has just come.
public final class Announcements {
  private Announcements() {}

  public static Frame.Announcement of(
      VersionChanges.Announced it, Words words, String organisation) {
    return new Frame.Announcement(
        words.say(
            it.coming() ? "change.coming" : "change.came",
            organisation,
            words.date(it.effective())),
        Frame.Way.to(words.say("change.see"), "/" + it.org() + "/changes/" + it.version()));
  }
}
