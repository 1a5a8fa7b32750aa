/// What the server carries out itself once the gate permits it, beyond storing and opening: letters
/// to people and deliveries of others.
@NullMarked
package kepil.carry;

import org.jspecify.annotations.NullMarked;
