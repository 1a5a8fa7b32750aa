/// Letters to people: sealed in an outbox with what they tell of, sent by SMTP.
@NullMarked
package kepil.mail;

import org.jspecify.annotations.NullMarked;
