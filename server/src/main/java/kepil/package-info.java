/// The front door of the program: what can be typed after `./kepil`, and who is built from whom.
@NullMarked
package kepil;

import org.jspecify.annotations.NullMarked;
