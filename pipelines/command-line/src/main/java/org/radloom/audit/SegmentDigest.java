package org.radloom.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is known of a closed segment without reading it: one line of canonical JSON, signed as it
 * stands without its signature. Each digest holds the hash of the file of the one before, so
 * digests are a chain of their own that outlives the segments.
 *
 * @param segment number of the segment, from 1
 * @param firstSequence number of its first event
 * @param head its last event
 * @param lastTime when that was recorded
 * @param merkleRoot {@link MerkleTree} over its lines, 64 hex digits
 * @param previousDigest SHA-256 of the file of the digest before, 64 hex digits; zeros in the first
 * @param keyId of the key that signed; empty if none did
 * @param signature Ed25519, 128 hex digits; empty if there is none
 */
record SegmentDigest(
    long segment,
    long firstSequence,
    AuditHead head,
    Instant lastTime,
    String merkleRoot,
    String previousDigest,
    String keyId,
    String signature) {
  static final String NO_DIGEST = AuditHead.START.hash();
  static final long MAX_FILE_BYTES = 8 * 1024;

  private static final String FORMAT = "radloom-audit-digest/1";
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{128}");

  /** Returns this digest with the key's id and signature. */
  SegmentDigest signed(AuditKey key) {
    SegmentDigest named = withSignature(key.id(), "");
    return withSignature(key.id(), HexFormat.of().formatHex(key.sign(named.body())));
  }

  boolean isSigned() {
    return !keyId.isEmpty();
  }

  /** Returns whether the key made the signature. */
  boolean isSignedBy(AuditPublicKey key) {
    return key.id().equals(keyId)
        && SIGNATURE.matcher(signature).matches()
        && key.signed(body(), HexFormat.of().parseHex(signature));
  }

  /** Returns the file of the digest. */
  byte[] toFile() {
    ObjectNode json = json();
    if (isSigned()) {
      json.put("signature", signature);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(CanonicalJson.bytes(json));
    file.write('\n');
    return file.toByteArray();
  }

  /**
   * Reads the file of a digest.
   *
   * @throws IOException if it is none; the message is a reason that quotes nothing
   */
  static SegmentDigest parse(byte[] file) throws IOException {
    if (file.length == 0 || file[file.length - 1] != '\n') {
      throw new IOException("not a whole digest");
    }
    JsonNode json = CanonicalJson.parse(Arrays.copyOf(file, file.length - 1));
    SegmentDigest digest;
    try {
      digest =
          new SegmentDigest(
              json.path("segment").longValue(),
              json.path("firstSequence").longValue(),
              new AuditHead(json.path("lastSequence").longValue(), json.path("lastHash").asText()),
              Instant.parse(json.path("lastTime").asText()),
              json.path("merkleRoot").asText(),
              json.path("previousDigest").asText(),
              json.path("keyId").asText(),
              json.path("signature").asText());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("not a digest", e);
    }
    // Whatever it has beside or instead of these members would be lost on the way back.
    if (!Arrays.equals(digest.toFile(), file)) {
      throw new IOException("not a digest");
    }
    return digest;
  }

  private SegmentDigest withSignature(String id, String value) {
    return new SegmentDigest(
        segment, firstSequence, head, lastTime, merkleRoot, previousDigest, id, value);
  }

  /** What the signature is over. */
  private byte[] body() {
    return CanonicalJson.bytes(json());
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT)
        .put("segment", segment)
        .put("firstSequence", firstSequence)
        .put("lastSequence", head.sequence())
        .put("lastHash", head.hash())
        .put("lastTime", lastTime.toString())
        .put("merkleRoot", merkleRoot)
        .put("previousDigest", previousDigest);
    if (isSigned()) {
      json.put("keyId", keyId);
    }
    return json;
  }
}
