package org.radloom.datasetreport;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * A Mustache template beside this class. Every value is escaped; the templates let one thing stand
 * as it is, the pictures that {@link Svg} made, which are escaped already. A value that the
 * template names and the page lacks is an error.
 */
final class Template {
  private static final String[][] MARKDOWN = {
    {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\\", "\\\\"}, {"`", "\\`"}, {"*", "\\*"},
    {"_", "\\_"}, {"[", "\\["}, {"]", "\\]"}, {"|", "\\|"}, {"#", "\\#"}, {"!", "\\!"},
  };

  private final com.samskivert.mustache.Template template;

  private Template(String file, Mustache.Compiler compiler) {
    template = compiler.withLoader(Template::open).compile(read(file));
  }

  static Template html(String file) {
    return new Template(file, Mustache.compiler().withEscaper(Escapers.HTML));
  }

  static Template markdown(String file) {
    return new Template(file, Mustache.compiler().withEscaper(Escapers.simple(MARKDOWN)));
  }

  byte[] fill(Object page) {
    return template.execute(page).getBytes(StandardCharsets.UTF_8);
  }

  private static String read(String file) {
    try (Reader reader = open(file)) {
      StringBuilder text = new StringBuilder();
      char[] buffer = new char[8192];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        text.append(buffer, 0, n);
      }
      return text.toString();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the template %s must come with the program".formatted(file), e);
    }
  }

  private static Reader open(String file) throws IOException {
    InputStream in = Template.class.getResourceAsStream(file);
    if (in == null) {
      throw new FileNotFoundException(file);
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }
}
