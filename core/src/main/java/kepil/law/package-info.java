/// Laws as data: which rights a person has where they live, and the clock of each.
@NullMarked
package kepil.law;

import org.jspecify.annotations.NullMarked;
