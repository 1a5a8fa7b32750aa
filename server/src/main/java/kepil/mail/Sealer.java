package kepil.mail;

/// Seals what waits on disk and belongs to nobody's key: the keyring.
public interface Sealer {
  byte[] seal(byte[] plain, String context);

  byte[] open(byte[] sealed, String context);
}
