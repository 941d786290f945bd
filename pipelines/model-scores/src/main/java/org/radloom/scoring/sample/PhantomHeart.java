package org.radloom.scoring.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.vision.Box;
import org.radloom.vision.RleMask;
import org.radloom.volumemaps.output.ResultJson;

/**
 * A phantom of the left ventricle at both times.
 *
 * @param study its name
 * @param patientId whose it is made to be
 * @param diastole filled
 * @param systole emptied
 */
record PhantomHeart(String study, String patientId, ContrastHeart diastole, ContrastHeart systole)
    implements PhantomStudy {
  @Override
  public void write(Path folder) throws IOException {
    Path volumes = Files.createDirectories(folder.resolve(study));
    NiftiWriter.write(volumes.resolve("end-diastole.nii.gz"), diastole.volume());
    NiftiWriter.write(volumes.resolve("end-systole.nii.gz"), systole.volume());
    ObjectNode sidecar = PhantomStudy.sidecar("cardiac", this);
    sidecar.put("endDiastole", study + "/end-diastole.nii.gz");
    sidecar.put("endSystole", study + "/end-systole.nii.gz");
    Files.write(folder.resolve(study + ".json"), ResultJson.fileBytes(sidecar));
  }

  @Override
  public List<ObjectNode> truth(String image, int slice) {
    RleMask blood = (image.equals("end-systole") ? systole : diastole).bloodIn(slice);
    if (blood.area() == 0) {
      return List.of();
    }
    Box box = blood.boundingBox();
    ObjectNode annotation = ResultJson.object().put("category", "blood_pool");
    annotation.set(
        "bbox", ResultJson.numbers(new double[] {box.x(), box.y(), box.width(), box.height()}));
    ObjectNode outline = annotation.putObject("segmentation");
    outline.putArray("size").add(blood.height()).add(blood.width());
    ArrayNode counts = outline.putArray("counts");
    for (int run = 0; run < blood.runs(); run++) {
      counts.add(blood.run(run));
    }
    return List.of(annotation);
  }
}
