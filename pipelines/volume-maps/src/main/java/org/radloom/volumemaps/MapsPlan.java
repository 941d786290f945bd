package org.radloom.volumemaps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.UsageException;
import org.radloom.gpuops.agatston.AgatstonOptions;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.gpuops.perfusion.Deconvolution;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.VoxelIndex;
import org.radloom.volumemaps.input.RunFolders;
import org.radloom.volumemaps.study.MapsSettings;

/** Turns flags into settings, and refuses those that make no sense before anything is written. */
final class MapsPlan {
  private static final double LEAST_THRESHOLD_HU = 50;
  private static final double MOST_THRESHOLD_HU = 300;

  private static final Pattern VOXEL =
      Pattern.compile("\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*");

  private final MapsOptions options;
  private final RunFolders folders;
  private final BackendChoice backend;
  private final AgatstonOptions agatston;
  private final PerfusionOptions perfusion;
  private final @Nullable VoxelIndex aif;

  MapsPlan(MapsOptions options) throws UsageException {
    this.options = options;
    backend = asFlags(() -> BackendChoice.of(options.getBackend()));
    agatston = agatston(options);
    perfusion = perfusion(options);
    aif = aif(options.getAif());
    folders = RunFolders.of(options.getInput(), options.getOutput());
  }

  Path input() {
    return folders.input();
  }

  Path output() {
    return folders.output();
  }

  BackendChoice backend() {
    return backend;
  }

  /** Returns the settings of a run that works in that folder. */
  MapsSettings settings(Path run, int concurrentStudies) {
    return new MapsSettings(
        folders.input().toString(),
        folders.output().toString(),
        run.toString(),
        backend,
        concurrentStudies,
        agatston,
        perfusion,
        aif,
        options.getCopyVolumes() ? MapsSettings.Volumes.COPIED : MapsSettings.Volumes.LEFT,
        options.getForce() ? MapsSettings.Again.COMPUTE : MapsSettings.Again.SKIP);
  }

  private static AgatstonOptions agatston(MapsOptions options) throws UsageException {
    Connectivity connectivity = null;
    for (Connectivity possible : Connectivity.values()) {
      if (possible.neighbours() == options.getConnectivity()) {
        connectivity = possible;
      }
    }
    if (connectivity == null) {
      throw new UsageException(
          "--connectivity must be 4 or 8, but was: %d".formatted(options.getConnectivity()));
    }
    double threshold = options.getThresholdHu();
    if (!(threshold >= LEAST_THRESHOLD_HU && threshold <= MOST_THRESHOLD_HU)) {
      throw new UsageException("--thresholdHu must be 50 to 300, but was: %s".formatted(threshold));
    }
    Connectivity chosen = connectivity;
    return asFlags(
        () ->
            new AgatstonOptions(
                chosen,
                threshold,
                options.getMinAreaMm2(),
                options.getMinVoxels(),
                options.getMassCalibration()));
  }

  private static PerfusionOptions perfusion(MapsOptions options) throws UsageException {
    Deconvolution method = null;
    List<String> flags = new ArrayList<>();
    for (Deconvolution possible : Deconvolution.values()) {
      flags.add(possible.flag());
      if (possible.flag().equals(options.getDeconvolution())) {
        method = possible;
      }
    }
    if (method == null) {
      throw new UsageException(
          "--deconvolution must be one of %s, but was: %s"
              .formatted(flags, options.getDeconvolution()));
    }
    Deconvolution chosen = method;
    return asFlags(
        () ->
            new PerfusionOptions(
                chosen,
                options.getIterations(),
                options.getCsvdThreshold(),
                options.getSsvdThreshold(),
                options.getOscillationLimit(),
                options.getkH(),
                options.getRho()));
  }

  /** The options check themselves, and begin what they say with the name of the flag. */
  private static <T> T asFlags(Supplier<T> checked) throws UsageException {
    try {
      return checked.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private static @Nullable VoxelIndex aif(@Nullable String voxel) throws UsageException {
    if (voxel == null || voxel.isBlank()) {
      return null;
    }
    Matcher indices = VOXEL.matcher(voxel);
    if (!indices.matches()) {
      throw new UsageException("--aif must be x,y,z, counted from 0, but was: %s".formatted(voxel));
    }
    return new VoxelIndex(
        Integer.parseInt(indices.group(1)),
        Integer.parseInt(indices.group(2)),
        Integer.parseInt(indices.group(3)));
  }
}
