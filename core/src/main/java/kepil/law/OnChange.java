package kepil.law;

/// What a law wants before a change of a policy takes effect.
///
/// @param ask whether people must say yes; else they must be told
/// @param article where it stands
public record OnChange(boolean ask, String article) {}
