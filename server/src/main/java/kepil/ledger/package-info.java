/// What happened, written with the act itself; then put in order, hashed, signed and proven.
@NullMarked
package kepil.ledger;

import org.jspecify.annotations.NullMarked;
