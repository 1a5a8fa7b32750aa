package kepil.read;

import java.util.List;

/// The rules by which two versions are compared.
final class SideRules {
  private SideRules() {}

  static final List<SideRule> ALL =
      List.of(
          new SideRule(
              "refusal-turned",
              Kind.POLARITY,
              "The same act, duty or possession is denied in one language and stated in the other",
              "Readers of the two languages are promised the opposite",
              false,
              PolarityRules::refusal),
          new SideRule(
              "other-actor",
              Kind.ACTOR,
              "The same act is done by us in one language and by the person in the other",
              "A duty or a right has changed hands",
              false,
              ActorRules::actor),
          new SideRule(
              "roles-swapped",
              Kind.ACTOR,
              "Who gives is in one language who receives in the other",
              "Data go the other way",
              false,
              ActorRules::roles),
          new SideRule(
              "other-owner",
              Kind.ACTOR,
              "What is ours in one language is the person's in the other",
              "The sentence speaks of somebody else",
              false,
              ActorRules::owner),
          new SideRule(
              "figure-differs",
              Kind.FIGURE,
              "A number, code or date differs, or stands in one language only",
              "A period, an article, an amount or an address must be the same for every reader",
              true,
              FigureRules::figures),
          new SideRule(
              "address-differs",
              Kind.FIGURE,
              "A link or an e-mail address differs, or stands in one language only",
              "Half the readers are led elsewhere, or nowhere",
              true,
              FigureRules::addresses),
          new SideRule(
              "name-missing",
              Kind.OMISSION,
              "A name in Latin letters stands in one language only, though the other knows it",
              "Who is meant, or in which legal form, must be the same for every reader",
              true,
              FigureRules::names),
          new SideRule(
              "possible-or-certain",
              Kind.MODALITY,
              "What is stated as a fact in one language is only possible or allowed in the other",
              "May and does are different promises",
              false,
              ModalityRules::possible),
          new SideRule(
              "duty-or-choice",
              Kind.MODALITY,
              "What must be in one language may be, or simply is, in the other",
              "Must and may are different promises",
              false,
              ModalityRules::duty),
          new SideRule(
              "list-differs",
              Kind.COUNT,
              "A numbered list has more points in one language",
              "A point that is missing is a promise that is missing",
              true,
              SentenceRules::count),
          new SideRule(
              "list-shorter",
              Kind.OMISSION,
              "Things are named one after the other, and one language names fewer",
              "A thing that is missing is collected, given or used without the reader knowing",
              false,
              ListRules::shorter),
          new SideRule(
              "other-concept",
              Kind.CONCEPT,
              "A word of one language stands for something near, but not the same, in the other",
              "Reduce is not stop, publish is not use: the readers are told different facts",
              false,
              ConceptRules::concept),
          new SideRule(
              "limit-missing",
              Kind.CONCEPT,
              "What is so only in some case in one language is so without a limit in the other",
              "What is promised for one case is done in every case",
              false,
              LimitRules::only),
          new SideRule(
              "word-without-counterpart",
              Kind.CONCEPT,
              "In sentences that otherwise agree, a word of each language has no counterpart in the"
                  + " other",
              "One may stand for the other, or the meaning has changed; a person who reads both"
                  + " must look",
              false,
              ConceptRules::doubtful),
          new SideRule(
              "concept-missing",
              Kind.OMISSION,
              "Something one language names is not named in the other",
              "Who reads the other language does not learn of it",
              false,
              ConceptRules::missing),
          new SideRule(
              "definition-missing",
              Kind.OMISSION,
              "A term is put in quotation marks or bold, and so defined, in one language only",
              "The other language uses a term it never explains",
              true,
              SentenceRules::definition),
          new SideRule(
              "sentence-missing",
              Kind.OMISSION,
              "A sentence has no counterpart in the other language",
              "Who reads the other language does not learn of it",
              false,
              SentenceRules::sentence),
          new SideRule(
              "contents-differ",
              Kind.ALIGNMENT,
              "The tables of contents have different numbers of entries",
              "A reader cannot find in one language what the other lists",
              true,
              SentenceRules::contents));
}
