package kepil.read;

/// A link of the markup: what a reader sees and where it leads.
///
/// @param start of the visible text in its block
/// @param target as written; `mailto:`, `tel:`, `#fragment` or an address; may be empty
public record Link(int start, String visible, String target) {}
