package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.gpuops.volume.Volume;

/** A folder that a test fills with slices and reads. */
record SeriesFolder(Path path) {
  private static final long MAX_BYTES = 1 << 20;

  /** Writes the slices as a.dcm, b.dcm and so on. */
  SeriesFolder with(CtSliceFile... slices) throws IOException {
    for (int i = 0; i < slices.length; i++) {
      slices[i].write(path.resolve((char) ('a' + i) + ".dcm"));
    }
    return this;
  }

  DicomSeries read() throws IOException {
    return DicomSeriesReader.read(path, MAX_BYTES);
  }

  /** Reads the folder and returns the attenuations in order. */
  double[] hu() throws IOException {
    Volume volume = read().volume();
    double[] hu = new double[volume.voxels().length()];
    Arrays.setAll(hu, volume.voxels()::hu);
    return hu;
  }

  /** Expects a refusal and returns it; never may it hold the patient's name. */
  UnreadableVolumeException refusal() {
    UnreadableVolumeException refusal =
        catchThrowableOfType(UnreadableVolumeException.class, this::read);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("SECRET");
    return refusal;
  }

  /** Expects a refusal with that reason. */
  void refuses(String reason) {
    UnreadableVolumeException refusal = refusal();
    assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
  }
}
