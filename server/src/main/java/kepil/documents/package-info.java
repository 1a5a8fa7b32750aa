/// Turns a file somebody published (text, Markdown, HTML, PDF, DOCX) into a document to read, in
/// bounded time and memory.
@NullMarked
package kepil.documents;

import org.jspecify.annotations.NullMarked;
