/// What a visitor sees: the policy, what keeps each clause, and the forms by which data enter.
@NullMarked
package kepil.portal;

import org.jspecify.annotations.NullMarked;
