/// Cases a lawyer can read: small worlds, who did what, what must follow.
@NullMarked
package kepil.cases;

import org.jspecify.annotations.NullMarked;
