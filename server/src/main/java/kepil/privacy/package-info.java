/// The privacy centre: where a person sees, takes away, corrects, limits and erases what is held of
/// them.
@NullMarked
package kepil.privacy;

import org.jspecify.annotations.NullMarked;
