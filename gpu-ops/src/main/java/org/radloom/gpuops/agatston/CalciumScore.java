package org.radloom.gpuops.agatston;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The coronary calcium of one volume.
 *
 * @param total of all arteries, or of everything dense where nothing says which voxels are arteries
 * @param arteries of each artery, in their order, all four always; all 0 in an unmasked score
 * @param category how much calcium, or null in an unmasked score
 * @param cacDrs CAC-DRS grade and arteries, for example {@code A2/N3}, or null in an unmasked score
 * @param flags what must be told with it, in their order
 * @param lesions by slice, then by their first voxel in reading order
 */
public record CalciumScore(
    ArteryScore total,
    Map<Artery, ArteryScore> arteries,
    @Nullable CalciumCategory category,
    @Nullable String cacDrs,
    Set<CalciumFlag> flags,
    List<Lesion> lesions) {

  /** Copies the collections. */
  public CalciumScore {
    var byArtery = new EnumMap<Artery, ArteryScore>(Artery.class);
    byArtery.putAll(arteries);
    if (byArtery.size() != Artery.values().length) {
      throw new IllegalArgumentException(
          "there must be a score for every artery, but there are: " + byArtery.keySet());
    }
    arteries = Collections.unmodifiableMap(byArtery);
    var inOrder = EnumSet.noneOf(CalciumFlag.class);
    inOrder.addAll(flags);
    flags = Collections.unmodifiableSet(inOrder);
    lesions = List.copyOf(lesions);
  }
}
