package org.radloom.datasetreport;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One picture, as SVG to stand in a page. Coordinates are in units of which a picture is {@link
 * #WIDTH} wide; colours come from the page's style by class, and without one all is in the colour
 * of the text. Whatever is written is escaped.
 */
final class Svg {
  static final int WIDTH = 340;

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  /**
   * Starts a picture.
   *
   * @param title what it shows, for those who do not see it
   */
  Svg(double height, String title) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartElement("svg");
      attribute("viewBox", "0 0 " + WIDTH + " " + number(height));
      attribute("role", "img");
      attribute("aria-label", title);
      attribute("fill", "currentColor");
      attribute("font-size", "12");
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a picture could not be written", e);
    }
  }

  Svg rectangle(String style, double x, double y, double width, double height) {
    return empty(
        "rect",
        "class",
        style,
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(width),
        "height",
        number(height));
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    return empty(
        "line",
        "class",
        style,
        "stroke",
        "currentColor",
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2));
  }

  Svg dot(String style, double x, double y, double radius) {
    return empty("circle", "class", style, "cx", number(x), "cy", number(y), "r", number(radius));
  }

  /** A band from one upright to another, both of the same height. */
  Svg band(String style, double x1, double top1, double x2, double top2, double height) {
    double middle = (x1 + x2) / 2;
    String path =
        "M%s %sC%s %s %s %s %s %sV%sC%s %s %s %s %s %sZ"
            .formatted(
                number(x1),
                number(top1),
                number(middle),
                number(top1),
                number(middle),
                number(top2),
                number(x2),
                number(top2),
                number(top2 + height),
                number(middle),
                number(top2 + height),
                number(middle),
                number(top1 + height),
                number(x1),
                number(top1 + height));
    return empty("path", "class", style, "fill-opacity", "0.5", "d", path);
  }

  /** Text that starts at a place. */
  Svg text(double x, double y, String words) {
    return text(x, y, "start", words);
  }

  /**
   * Text at a place.
   *
   * @param anchor start, middle or end
   */
  Svg text(double x, double y, String anchor, String words) {
    try {
      xml.writeStartElement("text");
      attribute("x", number(x));
      attribute("y", number(y));
      attribute("text-anchor", anchor);
      xml.writeCharacters(words);
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a picture could not be written", e);
    }
    return this;
  }

  /** Ends the picture and returns it. */
  String end() {
    try {
      xml.writeEndElement();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a picture could not be written", e);
    }
    return text.toString();
  }

  private Svg empty(String name, String... attributes) {
    try {
      xml.writeEmptyElement(name);
      for (int i = 0; i < attributes.length; i += 2) {
        attribute(attributes[i], attributes[i + 1]);
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a picture could not be written", e);
    }
    return this;
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
