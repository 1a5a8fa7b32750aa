/// Says of every clause whether it is kept, by what, and shows the evidence to whoever asks.
@NullMarked
package kepil.promises;

import org.jspecify.annotations.NullMarked;
