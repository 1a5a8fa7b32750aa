package kepil.vault;

/// What the person had before their eyes when they gave a value or made a choice.
///
/// @param noticeVersion version of the policy they were shown
public record Shown(String language, String noticeVersion) {}
