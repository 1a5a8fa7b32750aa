/// Keeps a real PostgreSQL beside the data: durable, on loopback, started and stopped with us, and
/// again after a crash.
@NullMarked
package kepil.postgres;

import org.jspecify.annotations.NullMarked;
