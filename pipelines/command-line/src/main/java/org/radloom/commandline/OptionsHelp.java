package org.radloom.commandline;

import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/**
 * Prints every flag of an options interface with its meaning, default and example. Flags that it
 * has from Beam's interfaces are left out.
 */
public final class OptionsHelp {
  private static final String EXAMPLE = " e.g. ";
  private static final String BEAM = "org.apache.beam.";

  private OptionsHelp() {}

  /** Returns the names of the flags, required ones first. */
  public static List<String> names(Class<?> options) {
    return getters(options).stream().map(OptionsHelp::name).toList();
  }

  private static List<Method> getters(Class<?> options) {
    return Arrays.stream(options.getMethods())
        .filter(method -> !method.getDeclaringClass().getName().startsWith(BEAM))
        .filter(method -> method.isAnnotationPresent(Description.class))
        .sorted(
            Comparator.comparing((Method method) -> !isRequired(method))
                .thenComparing(OptionsHelp::name))
        .toList();
  }

  /** Prints the flags, required ones first. */
  public static void print(Class<?> options, PrintStream out) {
    for (Method getter : getters(options)) {
      String text = getter.getAnnotation(Description.class).value();
      int example = text.lastIndexOf(EXAMPLE);
      out.printf(
          "  --%s=%s%n        %s%n        %s%n",
          name(getter),
          example < 0 ? "VALUE" : text.substring(example + EXAMPLE.length()),
          example < 0 ? text : text.substring(0, example),
          isRequired(getter) ? "required" : "default: " + defaultOf(getter));
    }
  }

  private static boolean isRequired(Method getter) {
    return getter.isAnnotationPresent(Validation.Required.class);
  }

  private static String name(Method getter) {
    String property = getter.getName().substring("get".length());
    return property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
  }

  private static String defaultOf(Method getter) {
    for (Annotation annotation : getter.getAnnotations()) {
      if (annotation.annotationType().getEnclosingClass() == Default.class) {
        // @Default.Long(value=64L), of which 64 can be given as a flag.
        String value = annotation.toString().replaceAll("^.*\\((?:value=)?|L?\\)$", "");
        return value.equals("\"\"") ? "empty" : value.replace("\"", "");
      }
    }
    return getter.getName().equals("getOnly") ? "all" : "none";
  }
}
