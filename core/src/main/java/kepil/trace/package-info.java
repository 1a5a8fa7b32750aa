/// Which sentence of a published document each clause stands for, kept by hash and never by text.
@NullMarked
package kepil.trace;

import org.jspecify.annotations.NullMarked;
