package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.backend.BackendPerfusionMapper;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.perfusion.BolusArrival;
import org.radloom.gpuops.perfusion.Inflow;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.perfusion.RegionCurves;
import org.radloom.gpuops.perfusion.UnusableInflowException;
import org.radloom.gpuops.perfusion.VoxelIndex;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;
import org.radloom.volumemaps.input.Companion;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.UnwritableResultException;

/** Maps the perfusion of one series. */
final class PerfusionStudy {
  private final BackendPerfusionMapper mapper;
  private final PerfusionOptions options;
  private final @Nullable VoxelIndex aif;
  private final MapsSettings.Volumes volumes;

  PerfusionStudy(
      BackendPerfusionMapper mapper,
      PerfusionOptions options,
      @Nullable VoxelIndex aif,
      MapsSettings.Volumes volumes) {
    this.mapper = mapper;
    this.options = options;
    this.aif = aif;
    this.volumes = volumes;
  }

  /** Returns what the maps depend on. */
  static ObjectNode options(PerfusionOptions options, @Nullable VoxelIndex aif) {
    ObjectNode json = ResultJson.object();
    json.put("deconvolution", options.deconvolution().flag());
    json.put("iterations", options.iterations());
    json.set("csvdThreshold", ResultJson.number(options.csvdThreshold()));
    json.set("ssvdThreshold", ResultJson.number(options.ssvdThreshold()));
    json.set("oscillationLimit", ResultJson.number(options.oscillationLimit()));
    json.set("kH", ResultJson.number(options.kH()));
    json.set("rhoGPerMl", ResultJson.number(options.rho()));
    json.set("aif", PerfusionJson.voxel(aif));
    return json;
  }

  StudyResult compute(StudyVolumes inputs, StagedStudy staged)
      throws RejectedStudyException, UnwritableResultException, IOException {
    List<String> flags = new ArrayList<>();
    PerfusionSeries series = series(inputs, flags);
    Inflow inflow = inflow(series, inputs);
    if (inflow.source() == Inflow.Source.AUTOMATIC) {
      flags.add("aif_automatic");
    }
    if (inflow.vof() == null) {
      flags.add("aif_unscaled");
    }
    PerfusionMaps maps = maps(series, inflow, inputs);
    Volume volume = series.volume();
    Space space = volume.space();
    for (Map.Entry<String, float[]> map : PerfusionJson.byName(maps).entrySet()) {
      staged.write(
          map.getKey() + ".nii.gz", file -> NiftiWriter.write(file, space, map.getValue()));
    }
    staged.write("curves.json", PerfusionJson.curves(series, inflow, regions(series, inputs)));
    if (volumes == MapsSettings.Volumes.COPIED) {
      float[] baseline = baseline(series);
      staged.write("baseline.nii.gz", file -> NiftiWriter.write(file, space, baseline));
      staged.write("series.nii.gz", file -> NiftiWriter.write(file, volume));
    }
    return new StudyResult(
        space,
        volume.frames(),
        PerfusionJson.units(options),
        flags,
        mapper.ranOn(),
        PerfusionJson.summary(maps, space));
  }

  private static PerfusionSeries series(StudyVolumes inputs, List<String> flags)
      throws RejectedStudyException, IOException {
    Volume volume = inputs.volume();
    if (volume.frames() < 2) {
      throw new RejectedStudyException(
          RejectReason.TOO_FEW_FRAMES,
          "perfusion takes at least 2 frames, but there is %d (file %s)"
              .formatted(volume.frames(), inputs.volumeName()));
    }
    List<Double> times = inputs.frameTimesSeconds();
    Labels mask = inputs.labels(Companion.MASK);
    if (mask == null) {
      flags.add("unmasked");
    } else if (mask.marked() == 0) {
      throw new RejectedStudyException(
          RejectReason.EMPTY_MASK,
          "the mask must mark a voxel, but marks none (file %s)"
              .formatted(inputs.name(Companion.MASK)));
    }
    Integer baselineFrames = inputs.sidecar().baselineFrames();
    if (baselineFrames == null) {
      flags.add("baseline_automatic");
      baselineFrames = BolusArrival.baselineFrames(volume, times, mask);
    }
    if (baselineFrames >= volume.frames()) {
      throw new RejectedStudyException(
          RejectReason.BAD_BASELINE,
          "baselineFrames must be 1 to %d, but was: %d (file %s)"
              .formatted(volume.frames() - 1, baselineFrames, inputs.volumeName()));
    }
    return new PerfusionSeries(volume, times, baselineFrames, mask);
  }

  private Inflow inflow(PerfusionSeries series, StudyVolumes inputs)
      throws RejectedStudyException, IOException {
    try {
      return Inflow.of(
          series,
          inputs.labels(Companion.AIF_MASK),
          inputs.labels(Companion.VOF_MASK),
          aif != null ? aif : inputs.sidecar().aifVoxel());
    } catch (UnusableInflowException e) {
      throw new RejectedStudyException(
          e.reason(), "%s (file %s)".formatted(e.getMessage(), inputs.volumeName()));
    }
  }

  private PerfusionMaps maps(PerfusionSeries series, Inflow inflow, StudyVolumes inputs)
      throws RejectedStudyException {
    try {
      return mapper.map(series, inflow.scaled(), options);
    } catch (IllegalArgumentException e) {
      // Shapes and times are checked above: what is left are numbers that no contrast gives.
      throw new RejectedStudyException(
          RejectReason.OUT_OF_RANGE, "%s (file %s)".formatted(e.getMessage(), inputs.volumeName()));
    }
  }

  /** Returns the curves of the regions, or where none are named those of the mask's labels. */
  private static Map<Integer, double[]> regions(PerfusionSeries series, StudyVolumes inputs)
      throws RejectedStudyException, IOException {
    Labels regions = inputs.labels(Companion.REGIONS);
    Labels labels = regions == null ? series.mask() : regions;
    return labels == null ? Map.of() : RegionCurves.of(series, labels);
  }

  /** Returns the mean of the frames before the bolus, HU: the head as it looks without contrast. */
  private static float[] baseline(PerfusionSeries series) {
    Voxels voxels = series.volume().voxels();
    float[] baseline = new float[series.volume().space().voxels()];
    int frames = series.baselineFrames();
    for (int i = 0; i < baseline.length; i++) {
      double sum = 0;
      for (int frame = 0; frame < frames; frame++) {
        sum += voxels.hu(frame * baseline.length + i);
      }
      baseline[i] = (float) (sum / frames);
    }
    return baseline;
  }
}
