/// Answers for the policy: proves who asks, files what they ask, and does what the law gives them.
@NullMarked
package kepil.rights;

import org.jspecify.annotations.NullMarked;
