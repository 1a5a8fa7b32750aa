/// What we ourselves say to people, in their languages; a policy's own words are not here.
@NullMarked
package kepil.words;

import org.jspecify.annotations.NullMarked;
