/// The policy language: a folder of text becomes a Program, or every fault in it.
@NullMarked
package kepil.policy;

import org.jspecify.annotations.NullMarked;
