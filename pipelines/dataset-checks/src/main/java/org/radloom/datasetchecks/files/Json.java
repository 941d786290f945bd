package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/** JSON of files that anybody may have written: bounded depth, texts and sizes, no key twice. */
final class Json {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_TEXT = 16 << 20;
  private static final int MAX_DIGITS = 400;
  private static final long MAX_TOKENS = 2_000_000;
  private static final long MAX_DOCUMENT = 64L << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNumberLength(MAX_DIGITS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  static final ObjectMapper MAPPER =
      new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  /** Returns one object of a text. */
  static JsonNode object(byte[] text, String where) throws DamagedFileException {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!node.isObject()) {
        throw new DamagedFileException(where + "is no JSON object");
      }
      return node;
    } catch (IOException e) {
      // Jackson's message quotes the text.
      throw new DamagedFileException(where + "is not JSON");
    }
  }

  /** Returns the object that a small file holds. */
  static JsonNode document(VersionFiles files, String path)
      throws IOException, DamagedFileException {
    Long size = files.found().get(path);
    if (size == null || size > MAX_DOCUMENT) {
      throw new DamagedFileException("has more than %d bytes".formatted(MAX_DOCUMENT));
    }
    try (InputStream in = files.open(path)) {
      return object(in.readNBytes((int) MAX_DOCUMENT + 1), "");
    }
  }

  /** Returns a parser whose single elements are bounded; see {@link Elements#value}. */
  static Elements elements(InputStream in) throws IOException {
    return new Elements(FACTORY.createParser(in));
  }

  /** Reads a long document element by element. */
  static final class Elements extends JsonParserDelegate {
    private long tokens;

    private Elements(JsonParser parser) {
      super(parser);
      setCodec(MAPPER);
    }

    @Override
    public JsonToken nextToken() throws IOException {
      if (++tokens > MAX_TOKENS) {
        throw new TooLargeException(this);
      }
      return super.nextToken();
    }

    /** Reads the value that starts at the current token. */
    JsonNode value() throws IOException {
      tokens = 0;
      // Not by the codec: it would look for tokens after the value.
      JsonNode node =
          MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(this);
      tokens = 0;
      return node;
    }
  }

  private static final class TooLargeException extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    TooLargeException(JsonParser parser) {
      super("an element is too large", parser.currentLocation());
    }
  }
}
