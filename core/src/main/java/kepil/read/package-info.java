/// Finds what is wrong in a published policy from its text alone: a parsed document goes in,
/// findings with places come out.
@NullMarked
package kepil.read;

import org.jspecify.annotations.NullMarked;
