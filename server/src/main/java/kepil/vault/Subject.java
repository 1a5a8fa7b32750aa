package kepil.vault;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A person whose key is open, as their rows were when it was opened.
///
/// @param key opens what is sealed of this person, and nothing of anybody else
/// @param traits sealed; null if nothing is known
/// @param standing what the gate must know of them
record Subject(String org, SubjectId id, Aead key, byte @Nullable [] traits, Standing standing) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BLOCK = 64;

  /// @param marks all of this person, in order
  static Subject of(
      String org, SubjectId id, Aead key, byte @Nullable [] traits, List<MarkStore.Sealed> marks) {
    var opening = new Subject(org, id, key, traits, Standing.unknown());
    return new Subject(
        org,
        id,
        key,
        traits,
        opening.standing(
            MarkStore.open(marks, id, it -> opening.open(it.bytes(), "mark", it.nr()))));
  }

  Standing standing(List<Said> said) {
    var known = known();
    var residence = Optional.ofNullable((String) known.get("residence"));
    var born = Optional.ofNullable((String) known.get("born")).map(LocalDate::parse);
    return new Standing(residence, born, said.stream().map(Said::mark).toList());
  }

  /// The traits, opened.
  TreeMap<String, Object> known() {
    return traits == null ? new TreeMap<>() : open(traits, "traits");
  }

  UUID uuid() {
    return id.value();
  }

  /// @param kind what is sealed
  /// @param place what else binds it to its row
  byte[] seal(Map<String, Object> what, String kind, Object... place) {
    try {
      return key.encrypt(padded(JSON.writeValueAsBytes(what)), bound(kind, place));
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("sealing a " + kind + " of subject `" + id + "` failed", bad);
    }
  }

  /// @throws Unopenable if it is not this very thing in this very place
  TreeMap<String, Object> open(byte[] sealed, String kind, Object... place) {
    try {
      return JSON.readValue(
          key.decrypt(sealed, bound(kind, place)), new TypeReference<TreeMap<String, Object>>() {});
    } catch (GeneralSecurityException | JacksonException bad) {
      throw new Unopenable(kind + " of subject `" + id + "`");
    }
  }

  private byte[] bound(String kind, Object... place) {
    return Bound.to(kind, org, id, new String(Bound.to(place), StandardCharsets.ISO_8859_1));
  }

  /// The length of a sealed thing would tell `yes` from `no`, so it is rounded up; blanks after
  /// JSON say nothing.
  private static byte[] padded(byte[] json) {
    var padded = Arrays.copyOf(json, (json.length / BLOCK + 1) * BLOCK);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  @Override
  public String toString() {
    return "Subject[" + org + ", " + id + "]";
  }
}
