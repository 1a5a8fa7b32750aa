/// The formats an outsider checks: entries, trees, checkpoints, proofs.
@NullMarked
package kepil.proof;

import org.jspecify.annotations.NullMarked;
