/// A gatekeeper for applications that Spring Boot puts together: a bean, its health and its meters.
@NullMarked
package kepil.spring;

import org.jspecify.annotations.NullMarked;
