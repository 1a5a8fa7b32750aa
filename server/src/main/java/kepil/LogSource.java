package kepil;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import kepil.proof.Bundle;
import kepil.proof.Malformed;
import kepil.proof.Place;
import kepil.proof.Tile;
import kepil.proof.Verifier;

/// Reads a log from a folder or from the web. What it brings is not trusted, only bounded.
sealed interface LogSource extends Verifier.Source, AutoCloseable {
  /// A full bundle of the longest entries; nothing in a log is longer.
  int LONGEST = Tile.WIDTH * (2 + Bundle.LONGEST_ENTRY);

  @Override
  default void close() {}

  /// The log below this folder or address.
  static LogSource at(String where) {
    if (where.startsWith("http://") || where.startsWith("https://")) {
      return new Web(uri(where));
    }
    return new Folder(Path.of(where));
  }

  private static URI uri(String where) {
    try {
      return URI.create(where.replaceFirst("/checkpoint$", "").replaceFirst("/*$", "/"));
    } catch (IllegalArgumentException e) {
      throw new Unusable(
          "`"
              + where
              + "` is not an address; expected one like `https://kepil.example/smg/ledger`");
    }
  }

  /// A folder laid out like the web.
  record Folder(Path root) implements LogSource {
    @Override
    public Optional<byte[]> read(String path) {
      var file = root.resolve(path);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      try (var in = Files.newInputStream(file)) {
        return Optional.of(in.readNBytes(LONGEST + 1));
      } catch (IOException e) {
        throw new Unusable("cannot read `" + file + "`; check that you may", e);
      }
    }
  }

  /// A web server. Reads ahead, since each piece takes a round trip and their order is known.
  final class Web implements LogSource {
    private static final int AHEAD = 8;
    private static final int TRIES = 3;

    private final URI root;
    private final HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Future<Optional<byte[]>>> ahead = new HashMap<>();

    /// What the checkpoint says, unverified: good enough to know how far to read ahead.
    private long size;

    Web(URI root) {
      this.root = root;
    }

    @Override
    public Optional<byte[]> read(String path) {
      var started = ahead.remove(path);
      var bytes = started == null ? fetched(path) : awaited(path, started);
      if (path.equals("checkpoint")) {
        size = bytes.map(Web::sizeIn).orElse(0L);
      } else if (place(path) instanceof Bundle bundle) {
        readAhead(bundle.index());
      }
      return bytes;
    }

    private void readAhead(long index) {
      for (var next = index + 1; next <= index + AHEAD && next < size / Tile.WIDTH; next++) {
        start(new Bundle(next, Tile.WIDTH).path());
        start(new Tile(0, next, Tile.WIDTH).path());
      }
    }

    private void start(String path) {
      ahead.computeIfAbsent(path, absent -> threads.submit(() -> fetched(absent)));
    }

    private static Optional<byte[]> awaited(String path, Future<Optional<byte[]>> started) {
      try {
        return started.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Unusable unusable) {
          throw unusable;
        }
        throw new IllegalStateException("reading `" + path + "` failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unusable("interrupted while reading `" + path + "`", e);
      }
    }

    /// A network may stumble; it gets a second and a third chance.
    private Optional<byte[]> fetched(String path) {
      for (var attempt = 1; ; attempt++) {
        try {
          return once(path);
        } catch (IOException e) {
          if (attempt == TRIES) {
            throw new Unusable(
                "cannot read `%s`: %s; check the address, or try again later"
                    .formatted(root.resolve(path), reason(e)),
                e);
          }
          pause(Duration.ofMillis(300L * attempt));
        }
      }
    }

    private Optional<byte[]> once(String path) throws IOException {
      var request =
          HttpRequest.newBuilder(root.resolve(path))
              .timeout(Duration.ofSeconds(30))
              .header("Accept-Encoding", "gzip, identity")
              .build();
      try {
        var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
          return switch (response.statusCode()) {
            case 200 -> Optional.of(bounded(response, body));
            case 404, 410 -> Optional.empty();
            default -> throw new IOException("the server answered " + response.statusCode());
          };
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unusable("interrupted while reading `" + path + "`", e);
      }
    }

    private static byte[] bounded(HttpResponse<InputStream> response, InputStream body)
        throws IOException {
      // A log may compress without being asked to.
      var gzip = response.headers().firstValue("Content-Encoding").filter("gzip"::equals);
      try (var in = gzip.isPresent() ? new GZIPInputStream(body) : body) {
        return in.readNBytes(LONGEST + 1);
      }
    }

    private static String reason(IOException e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void pause(Duration time) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unusable("interrupted", e);
      }
    }

    private static long sizeIn(byte[] checkpoint) {
      return new String(checkpoint, StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .findFirst()
          .filter(line -> line.matches("[0-9]{1,18}"))
          .map(Long::parseLong)
          .orElse(0L);
    }

    private static Place place(String path) {
      try {
        return Place.parse(path);
      } catch (Malformed e) {
        throw new IllegalArgumentException("the verifier asks for pieces of a log only", e);
      }
    }

    @Override
    public void close() {
      ahead.values().forEach(started -> started.cancel(true));
      threads.shutdownNow();
      client.shutdownNow();
    }
  }
}
