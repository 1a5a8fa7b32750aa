/// Tells programs that decide for themselves whose standing changed, and as of when they know
/// everything.
@NullMarked
package kepil.follow;

import org.jspecify.annotations.NullMarked;
