/// Measures how well reading finds: labelled and planted defects, recall and false alarms.
@NullMarked
package kepil.gauge;

import org.jspecify.annotations.NullMarked;
