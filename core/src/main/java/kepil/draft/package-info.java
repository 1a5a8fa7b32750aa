/// Proposes a policy folder from a published document: clauses, guesses with their evidence, open
/// questions.
@NullMarked
package kepil.draft;

import org.jspecify.annotations.NullMarked;
