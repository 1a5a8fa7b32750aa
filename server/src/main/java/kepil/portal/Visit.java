package kepil.portal;

import java.util.List;
import java.util.Optional;
import kepil.gate.Gate;
import kepil.notice.Announcements;
import kepil.notice.Notices;
import kepil.notice.VersionChanges;
import kepil.policy.Program;
import kepil.web.Call;
import kepil.web.Reply;
import kepil.words.Frame;
import kepil.words.Words;

/// Somebody looking at an organisation's pages: which policy, in which language.
///
/// @param names the policy's own words in that language
/// @param announced a change that is to be told on every page
public record Visit(
    Call call,
    Gate gate,
    Program program,
    Words words,
    Program.Names names,
    Optional<VersionChanges.Announced> announced) {

  /// @param program the version looked at, which need not be the one in force
  static Visit of(Call call, Gate gate, Program program, Notices notices) {
    var language = call.language(program.languages(), program.prevails());
    return new Visit(
        call,
        gate,
        program,
        Words.in(language),
        program.names(language),
        notices.changes().announced(program.id()));
  }

  /// The same visit in another language: that of the page a form was sent from.
  Visit in(String language) {
    return new Visit(call, gate, program, Words.in(language), program.names(language), announced);
  }

  public String org() {
    return program.id();
  }

  public String language() {
    return words.language();
  }

  /// @param address of this page, for the links to its other languages
  /// @param here the way this page belongs to: `policy`, `promises`, `privacy` or none
  public Frame frame(String title, String address, String here) {
    return Frame.of(words, title)
        .at(names.organisation(), "/" + org())
        .with(
            Frame.Way.to(words.say("layout.policy"), "/" + org()).here(here.equals("policy")),
            Frame.Way.to(words.say("layout.promises"), "/" + org() + "/promises")
                .here(here.equals("promises")),
            Frame.Way.to(words.say("layout.privacy"), "/" + org() + "/privacy")
                .here(here.equals("privacy")))
        .in(program.languages(), address)
        .foot(
            words.say(
                "layout.version",
                names.organisation(),
                program.version(),
                words.date(program.effective())))
        .announcing(announced.map(it -> Announcements.of(it, words, names.organisation())));
  }

  public Reply html(int status, String page) {
    return Reply.html(status, page).remembering(call, program.languages());
  }

  public Reply html(String page) {
    return html(200, page);
  }

  public String party(String id) {
    return Optional.ofNullable(names.parties().get(id))
        .or(() -> Optional.ofNullable(program.parties().get(id)).map(Program.Party::name))
        .orElse(id);
  }

  public String point(String id) {
    return Optional.ofNullable(names.points().get(id)).map(Program.PointWords::title).orElse(id);
  }

  public String label(String field) {
    return Optional.ofNullable(names.fields().get(field))
        .map(Program.FieldWords::label)
        .orElse(field);
  }

  public String category(String id) {
    return names.categories().getOrDefault(id, id);
  }

  public List<String> languages() {
    return program.languages();
  }
}
