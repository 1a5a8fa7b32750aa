package kepil.gate;

import java.time.LocalDate;
import java.util.Optional;
import kepil.policy.Right;

/// Something asked of the organisation by or for a person.
///
/// @param channel how it arrived: portal, email, post, telephone
/// @param received the day it arrived, UTC; the clock starts here
/// @param proved whether the asker showed to be this person
/// @param about the purpose objected to, the recipient that gets no more, the choice taken back;
///   all of them where it is empty
public record Petition(
    Right right,
    SubjectId subject,
    String channel,
    LocalDate received,
    boolean proved,
    Optional<String> about) {}
