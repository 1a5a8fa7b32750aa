/// The door: turns what comes over HTTP into a Call, and a Reply into what goes back. Knows nothing
/// of privacy.
@NullMarked
package kepil.web;

import org.jspecify.annotations.NullMarked;
