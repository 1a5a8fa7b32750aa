package kepil.mail;

import java.util.function.BiFunction;

/// Seals what waits on disk and belongs to nobody's key: the keyring.
public interface Sealer {
  byte[] seal(byte[] plain, String context);

  byte[] open(byte[] sealed, String context);

  /// One of two functions of bytes and their context, of which the second undoes the first.
  static Sealer of(
      BiFunction<byte[], String, byte[]> seal, BiFunction<byte[], String, byte[]> open) {
    return new Sealer() {
      @Override
      public byte[] seal(byte[] plain, String context) {
        return seal.apply(plain, context);
      }

      @Override
      public byte[] open(byte[] sealed, String context) {
        return open.apply(sealed, context);
      }
    };
  }
}
