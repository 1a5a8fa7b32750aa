package kepil.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why a call was not answered as asked, after RFC 9457, with the clauses and articles that
/// decided.
///
/// @param type a URI that names the kind of problem; `about:blank` where the status says it all
/// @param title the kind in a few words, the same for each occurrence
/// @param detail this occurrence in a sentence that helps to mend it; never a value of a person
/// @param instance an id of this occurrence
/// @param clauses clauses of the policy that decided, `5.11`
/// @param articles articles of law that decided, `eu-gdpr Art. 8`
/// @param policy the policy and version, `smg 2018-03`
/// @param more further members, such as `missing` or `errors`; values that Jackson can write
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    Optional<String> instance,
    List<String> clauses,
    List<String> articles,
    Optional<String> policy,
    Map<String, Object> more) {

  public Problem {
    clauses = List.copyOf(clauses);
    articles = List.copyOf(articles);
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /// A problem that its status already names.
  public static Problem of(int status, String detail) {
    return new Problem(
        "about:blank",
        title(status),
        status,
        detail,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  /// A kind of our own: `urn:kepil:problem:refused`.
  public static Problem of(int status, String kind, String title, String detail) {
    return new Problem(
        "urn:kepil:problem:" + kind,
        title,
        status,
        detail,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  public Problem citing(List<String> clauses, List<String> articles, String policy) {
    return new Problem(
        type, title, status, detail, instance, clauses, articles, Optional.of(policy), more);
  }

  public Problem as(String instance) {
    return new Problem(
        type, title, status, detail, Optional.of(instance), clauses, articles, policy, more);
  }

  public Problem with(String name, Object value) {
    var all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new Problem(type, title, status, detail, instance, clauses, articles, policy, all);
  }

  Map<String, Object> members() {
    var all = new LinkedHashMap<String, Object>();
    all.put("type", type);
    all.put("title", title);
    all.put("status", status);
    all.put("detail", detail);
    instance.ifPresent(it -> all.put("instance", it));
    if (!clauses.isEmpty()) all.put("clauses", clauses);
    if (!articles.isEmpty()) all.put("articles", articles);
    policy.ifPresent(it -> all.put("policy", it));
    more.forEach(all::putIfAbsent);
    return all;
  }

  static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 428 -> "Precondition Required";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> "Status " + status;
    };
  }
}
