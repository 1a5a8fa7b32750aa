/// How fast Kepil is, measured beside floors and peers in the same run; each benchmark is a program
/// to read.
@NullMarked
package kepil.bench;

import org.jspecify.annotations.NullMarked;
