/// What a customer embeds: asks a Kepil server before an act and gets the gate's own answer.
@NullMarked
package kepil.sdk;

import org.jspecify.annotations.NullMarked;
