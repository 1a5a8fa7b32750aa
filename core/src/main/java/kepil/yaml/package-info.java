/// Reads YAML by shapes: every piece keeps its place, every misfit becomes a fault.
@NullMarked
package kepil.yaml;

import org.jspecify.annotations.NullMarked;
