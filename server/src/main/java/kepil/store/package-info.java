/// The way to the database: connections, migrations, and errors that never quote what is stored.
@NullMarked
package kepil.store;

import org.jspecify.annotations.NullMarked;
