/// What changed between two versions of a policy: in words, in effect, and for whom.
@NullMarked
package kepil.diff;

import org.jspecify.annotations.NullMarked;
