package org.radloom.trainingdata.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.radloom.files.Digests;

/**
 * The image files. A file is written when an event first names it; a few are missing, cut short, or
 * not what the events say of them.
 */
final class ImageShelf {
  /** One in this many images of a kind has each of the flaws. */
  private static final int FLAW_PERIOD = 97;

  private static final int MOST_PER_KIND = 700;

  /** What is wrong with an image file. */
  enum Flaw {
    NONE,
    MISSING,
    TRUNCATED,
    WRONG_SIZE,
    WRONG_SHA256
  }

  /**
   * An image as events name it.
   *
   * @param patientNumber whose it is
   * @param sha256 of the file as it lies there, or would if it is missing
   */
  record Shelved(Phantom phantom, String uri, int patientNumber, String sha256, Flaw flaw) {}

  private final SampleOptions options;
  private final Department department;
  private final Tally tally;
  private final Map<String, String> sha256s = new HashMap<>();

  ImageShelf(SampleOptions options, Department department, Tally tally) {
    this.options = options;
    this.department = department;
    this.tally = tally;
  }

  /** Returns how many images of each kind there are at most. */
  int capacity() {
    return (int) Math.min(MOST_PER_KIND, Math.max(200, options.events() / 100) / 3);
  }

  /** Returns an image, and writes its file if it is asked for the first time. */
  Shelved image(PhantomKind kind, int index) throws IOException {
    Phantom phantom = Phantom.of(options.seed(), kind, index);
    Dice dice = Dice.of(options.seed(), 's', kind.task().hashCode(), index);
    int patientNumber = dice.below(department.patients());
    boolean jpeg = dice.chance(0.15) && flaw(index) != Flaw.TRUNCATED; // half a JPEG still opens
    boolean named = dice.chance(0.3);
    String folder = named ? department.patient(patientNumber).id() : "study";
    String path = "%s/%s/%05d.%s".formatted(kind.task(), folder, index, jpeg ? "jpg" : "png");
    String sha256 = sha256s.get(path);
    if (sha256 == null) {
      tally.planted("images");
      sha256 = write(phantom, path, jpeg);
      sha256s.put(path, sha256);
    }
    return new Shelved(
        phantom, options.imageBase() + "/" + path, patientNumber, sha256, flaw(index));
  }

  private static Flaw flaw(int index) {
    return switch (index % FLAW_PERIOD) {
      case 7 -> Flaw.MISSING;
      case 19 -> Flaw.TRUNCATED;
      case 31 -> Flaw.WRONG_SIZE;
      case 43 -> Flaw.WRONG_SHA256;
      default -> Flaw.NONE;
    };
  }

  private String write(Phantom phantom, String path, boolean jpeg) throws IOException {
    GrayImage image =
        new GrayImage(phantom.width(), phantom.height(), phantom.draw(options.seed()));
    byte[] bytes = jpeg ? image.jpeg() : image.png();
    Flaw flaw = flaw(phantom.index());
    if (flaw != Flaw.NONE) {
      tally.planted("images." + flaw.name().toLowerCase(Locale.ROOT));
    }
    if (flaw != Flaw.MISSING) {
      Path file = options.imageFolder().resolve(path);
      Files.createDirectories(file.resolveSibling(""));
      byte[] kept = flaw == Flaw.TRUNCATED ? Arrays.copyOf(bytes, bytes.length / 3) : bytes;
      Files.write(file, kept);
      return Digests.sha256Hex(kept);
    }
    return Digests.sha256Hex(bytes);
  }
}
