package kepil.api;

import java.util.Map;

/// A request as `/openapi.json` shows it. The organisation of the examples is a made-up bookshop.
///
/// @param title what it is an example of
record Example(String title, Map<String, Object> body) {}
