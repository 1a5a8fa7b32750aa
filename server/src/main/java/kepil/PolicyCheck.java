package kepil;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.TreeMap;
import kepil.gate.Gate;
import kepil.notice.LawBook;
import kepil.notice.Trial;
import kepil.promises.PromiseBook;
import kepil.promises.Promises;
import kepil.proof.ClauseEvidence;
import kepil.proof.Verdict;
import kepil.yaml.Fault;

/// Holds the proof file of a clause against a policy folder: the hash, the words, the rules, and
/// the cases run again on this machine.
final class PolicyCheck {
  private PolicyCheck() {}

  static Verdict of(Verdict.SoundClause sound, Path folder) {
    var faults = new ArrayList<Fault>();
    var program = CheckCommand.compile(folder, faults);
    if (program == null) {
      throw new Unusable(
          folder
              + ": "
              + faults.size()
              + (faults.size() == 1 ? " fault" : " faults")
              + "; run ./kepil check "
              + folder
              + " first");
    }
    var it = sound.evidence();
    // The wrong folder is a mistake of whoever asks, and says nothing of whoever made the file.
    if (!program.id().equals(it.org()) || !program.version().equals(it.policy())) {
      throw new Unusable(
          "--policy: `%s` is `%s` version %s, and the file is of `%s` version %s; name the folder of that one"
              .formatted(folder, program.id(), program.version(), it.org(), it.policy()));
    }
    if (!program.hash().equals(it.hash())) {
      return no(folder, "has the hash " + program.hash() + ", and the file speaks of " + it.hash());
    }
    var promise = Promises.of(program, it.clause());
    if (promise.isEmpty()) return no(folder, "has no clause " + it.clause());
    var texts = new TreeMap<>(promise.get().clause().texts());
    texts.replaceAll((_, words) -> ClauseEvidence.line(words));
    if (!texts.equals(it.texts())) {
      return no(folder, "has other words for clause " + it.clause());
    }
    if (!PromiseBook.keepers(promise.get()).equals(it.keepers())) {
      return no(folder, "keeps clause " + it.clause() + " by other declarations");
    }
    if (!promise.get().why().map(ClauseEvidence::line).equals(it.why())) {
      return no(folder, "gives another reason why no software keeps clause " + it.clause());
    }
    var files = CheckCommand.read(folder, faults);
    var again =
        PromiseBook.tried(
            Trial.run(
                    files,
                    new Gate(program, LawBook.read()),
                    it.run().orElse(InstantSource.system().instant()))
                .of(it.clause()));
    if (!again.equals(it.cases())) {
      return no(
          folder, "has cases of clause " + it.clause() + " that come out otherwise, or other ones");
    }
    return sound;
  }

  private static Verdict no(Path folder, String reason) {
    return new Verdict.Defect(folder.toString(), reason);
  }
}
