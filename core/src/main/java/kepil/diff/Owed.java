package kepil.diff;

import java.util.List;
import java.util.Set;
import kepil.law.Change;

/// What one law wants because of the change, before it takes effect.
///
/// @param ask whether people must say yes; else they must be told
/// @param livesIn whose people
/// @param because the shifts of that kind
public record Owed(
    String law,
    String name,
    String article,
    boolean ask,
    Set<String> livesIn,
    Change change,
    List<String> because) {}
