/// What machines use: the same acts as everywhere, asked for in JSON and opened by a key.
@NullMarked
package kepil.api;

import org.jspecify.annotations.NullMarked;
