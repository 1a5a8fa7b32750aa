/// Keeps personal data sealed under each person's own key; opens to a Permit or a Warrant and to
/// nothing else.
@NullMarked
package kepil.vault;

import org.jspecify.annotations.NullMarked;
