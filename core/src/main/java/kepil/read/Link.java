package kepil.read;

/// A link of the markup: what a reader sees and where it leads.
///
/// @param start of the visible text in its block
/// @param target as written; `mailto:`, `tel:`, `#fragment` or an address; may be empty
/// @param dead it leads nowhere: no target, or a fragment that no part of the document has
public record Link(int start, String visible, String target, boolean dead) {}
