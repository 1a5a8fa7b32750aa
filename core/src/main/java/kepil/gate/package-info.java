/// Says yes or no: Program × Ask × the subject's standing becomes a Permit or a Refusal.
@NullMarked
package kepil.gate;

import org.jspecify.annotations.NullMarked;
