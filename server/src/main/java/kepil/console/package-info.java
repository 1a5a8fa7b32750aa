/// What operators see and do: pages behind an account, and a record of who did what.
@NullMarked
package kepil.console;

import org.jspecify.annotations.NullMarked;
