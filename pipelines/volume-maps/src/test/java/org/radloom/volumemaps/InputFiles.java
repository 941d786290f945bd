package org.radloom.volumemaps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** Small inputs whose scores follow by hand. */
public final class InputFiles {
  /** What no output and no line may hold. */
  public static final String PATIENT = "PATIENT-4711-DOE";

  /** 0.5 x 0.5 mm pixels, slices 3 mm apart. */
  public static final Space SPACE = Space.of(24, 20, 4, 0.5, 0.5, 3);

  private InputFiles() {}

  /**
   * Writes a study of one block of 20 voxels at 250 HU in slice 1, in the left main artery: 20 x
   * 0.25 mm2 x weight 2 x 3/3 = 10.
   */
  public static void calcium(Path folder, String name, String study) throws IOException {
    calcium(folder, name, study, 250);
  }

  /** Writes the same with another attenuation, HU. */
  public static void calcium(Path folder, String name, String study, int hu) throws IOException {
    NiftiWriter.write(folder.resolve(name + ".nii.gz"), block(SPACE, hu));
    NiftiWriter.write(folder.resolve(name + "_labels.nii.gz"), labels(SPACE, 1));
    sidecar(
        folder,
        name,
        """
        {"op":"agatston","study":"%s","patientId":"%s","kvp":120,"arteryLabels":"%s_labels.nii.gz"}
        """
            .formatted(study, PATIENT, name));
  }

  /** Writes a sidecar. */
  public static void sidecar(Path folder, String name, String json) throws IOException {
    Files.writeString(folder.resolve(name + ".json"), json);
  }

  /** Returns air with a block of 5 x 4 voxels in slice 1. */
  public static Volume block(Space space, int hu) {
    short[] stored = new short[space.voxels()];
    for (int y = 3; y < 7; y++) {
      for (int x = 2; x < 7; x++) {
        stored[space.sliceVoxels() + y * space.nx() + x] = (short) hu;
      }
    }
    return new Volume(space, 1, new Voxels.Stored(stored, 1, 0));
  }

  /** Returns one label everywhere. */
  public static Labels labels(Space space, int label) {
    byte[] values = new byte[space.voxels()];
    Arrays.fill(values, (byte) label);
    return new Labels(space, values);
  }
}
