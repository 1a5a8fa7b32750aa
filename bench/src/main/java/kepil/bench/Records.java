package kepil.bench;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What GDPRbench does to a store. Reads give data or keys, so that they can be held against the
/// truth.
interface Records extends AutoCloseable {
  String name();

  void load(List<Item> all) throws Exception;

  boolean insert(Item it) throws Exception;

  void delete(Item it) throws Exception;

  void update(Item it, String data) throws Exception;

  /// All records of a purpose may, or may no longer, be given to others.
  boolean close(int purpose, boolean closed) throws Exception;

  /// Whether this record may be given to others.
  boolean disclosable(Item it) throws Exception;

  /// A person objects to a purpose: all their records say so.
  void object(int person, int purpose) throws Exception;

  Optional<String> read(Item it) throws Exception;

  Set<String> readPurpose(int purpose) throws Exception;

  /// @param theirs what there is of this person, for stores that must ask for it by name
  Set<String> readPerson(int person, Collection<Item> theirs) throws Exception;

  /// The keys of a person's records.
  Set<Integer> readMetadata(int person) throws Exception;

  /// @return whether the log tells what was done last
  boolean readLog() throws Exception;

  boolean deleted(Item it) throws Exception;

  @Override
  void close() throws Exception;
}
