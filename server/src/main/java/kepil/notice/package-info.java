/// Keeps every published version of every policy for ever, and says which one is in force.
@NullMarked
package kepil.notice;

import org.jspecify.annotations.NullMarked;
