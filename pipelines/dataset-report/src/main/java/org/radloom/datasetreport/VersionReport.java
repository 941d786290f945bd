package org.radloom.datasetreport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a version says about itself into its folder: {@code report/index.html}, a page
 * without scripts that asks nothing of anybody; {@code croissant.json}; and {@code README.md}, the
 * data card. Files that are there are replaced.
 *
 * <p>What is written depends on the files of the version, of the earlier versions and on the checks
 * alone: the same input gives the same bytes. Rows are read one at a time; what is kept is eight
 * bytes a score, so that some millions of records fit into a heap of 1 GiB.
 */
public final class VersionReport {
  /** Path of the page, from the version's folder. */
  public static final String PAGE = "report/index.html";

  /** Path of the metadata, from the version's folder. */
  public static final String CROISSANT = "croissant.json";

  /** Path of the data card, from the version's folder. */
  public static final String DATA_CARD = "README.md";

  private static final Template PAGE_TEMPLATE = Template.html("report.html");
  private static final Template CARD_TEMPLATE = Template.markdown("data-card.md");

  private VersionReport() {}

  /**
   * Writes the three files.
   *
   * @param version folder of the version, staged or published, with its manifest
   * @param earlierVersions folders of other versions of the data set, in any order; the manifests
   *     say which came before which
   * @param checksJson what the gate wrote, or null; a file that is not there is as null
   * @throws IOException if a file of the version cannot be read as what it is, or one cannot be
   *     written. Earlier versions whose rows cannot be read are left out, and the page says so
   */
  public static void write(Path version, List<Path> earlierVersions, @Nullable Path checksJson)
      throws IOException {
    VersionManifest manifest = VersionManifest.read(version);
    CheckResults checks = CheckResults.readIfThere(checksJson);
    DataCard card = DataCard.of(manifest, ReportPage.statusInWords(checks));
    List<EarlierVersion> earlier = earlier(manifest, earlierVersions);
    byte[] page =
        PAGE_TEMPLATE.fill(ReportPage.of(version, manifest, earlier, checks, card).values());
    byte[] croissant = Croissant.of(version, manifest);
    byte[] readme = CARD_TEMPLATE.fill(card);

    Path file = version.resolve(PAGE);
    Files.createDirectories(version.resolve("report"));
    Files.write(file, page);
    Files.write(version.resolve(CROISSANT), croissant);
    Files.write(version.resolve(DATA_CARD), readme);
  }

  /**
   * Writes Croissant's metadata alone, which {@link #write} writes too, for the gate to look at.
   *
   * @param version folder of the version, staged or published, with its manifest
   */
  public static void writeCroissant(Path version) throws IOException {
    Files.write(version.resolve(CROISSANT), Croissant.of(version, VersionManifest.read(version)));
  }

  /**
   * A version that this one goes on from.
   *
   * @param folder where its files are
   */
  record EarlierVersion(Path folder, VersionManifest manifest) {}

  /** Returns the chain of previous versions, newest first, as far as their folders are given. */
  private static List<EarlierVersion> earlier(VersionManifest manifest, List<Path> folders) {
    List<EarlierVersion> others = new ArrayList<>();
    for (Path folder : folders) {
      try {
        others.add(new EarlierVersion(folder, VersionManifest.read(folder)));
      } catch (IOException e) {
        // A version that nobody can read is none to compare with.
      }
    }
    List<EarlierVersion> chain = new ArrayList<>();
    String next = manifest.previousVersion();
    while (next != null) {
      String name = next;
      @Nullable EarlierVersion found =
          others.stream()
              .filter(other -> other.manifest().version().equals(name))
              .filter(other -> other.manifest().dataset().equals(manifest.dataset()))
              .findFirst()
              .orElse(null);
      if (found == null || chain.contains(found)) {
        break;
      }
      chain.add(found);
      next = found.manifest().previousVersion();
    }
    return chain;
  }
}
