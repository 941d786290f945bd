package org.radloom.volumemaps;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.jspecify.annotations.Nullable;

/**
 * The flags of {@code ./radloom maps}. Each description is one line, with the unit, and an example
 * after {@code e.g.}
 */
public interface MapsOptions extends PipelineOptions {

  @Description(
      "Folder of X.nii, X.nii.gz or DICOM folders X/, each with its X.json beside it; sub-folders"
          + " are not searched. e.g. volumes")
  @Validation.Required
  String getInput();

  void setInput(String input);

  @Description("Folder of results: OUTPUT/index.json and OUTPUT/studies/STUDY/. e.g. out")
  @Validation.Required
  String getOutput();

  void setOutput(String output);

  @Description("What computes: cuda, cpu, or auto (cuda where there is a GPU). e.g. cpu")
  @Default.String("auto")
  String getBackend();

  void setBackend(String backend);

  @Description(
      "Neighbours of a voxel in a calcium lesion: 4 (edges) or 8 (edges and corners). e.g. 8")
  @Default.Integer(4)
  int getConnectivity();

  void setConnectivity(int connectivity);

  @Description("Least attenuation of calcium, HU, 50 to 300. e.g. 130")
  @Default.Double(130)
  double getThresholdHu();

  void setThresholdHu(double threshold);

  @Description("Least area of a calcium lesion in its slice, mm2; 0 for none. e.g. 1.0")
  @Default.Double(1.0)
  double getMinAreaMm2();

  void setMinAreaMm2(double area);

  @Description("Fewest voxels of a calcium lesion. e.g. 3")
  @Default.Integer(1)
  int getMinVoxels();

  void setMinVoxels(int voxels);

  @Description(
      "Calibration of the calcium mass, mg/mm3/HU; without it no mass is reported. e.g. 0.00078")
  @Nullable Double getMassCalibration();

  void setMassCalibration(@Nullable Double calibration);

  @Description("Method of perfusion maps: lucy-richardson, csvd, osvd or ssvd. e.g. osvd")
  @Default.String("lucy-richardson")
  String getDeconvolution();

  void setDeconvolution(String deconvolution);

  @Description("Iterations of lucy-richardson, 5 to 50; more amplify noise. e.g. 20")
  @Default.Integer(15)
  int getIterations();

  void setIterations(int iterations);

  @Description(
      "Share of the largest singular value below which csvd drops, between 0 and 1. e.g. 0.10")
  @Default.Double(0.10)
  double getCsvdThreshold();

  void setCsvdThreshold(double threshold);

  @Description(
      "Share of the largest singular value below which ssvd drops, between 0 and 1. e.g. 0.20")
  @Default.Double(0.20)
  double getSsvdThreshold();

  void setSsvdThreshold(double threshold);

  @Description("Oscillation index that osvd stays below, above 0. e.g. 0.035")
  @Default.Double(0.035)
  double getOscillationLimit();

  void setOscillationLimit(double limit);

  @Description(
      "Haematocrit factor (1 - large vessel) / (1 - small vessel), above 0; with rho 1, kH 1 gives"
          + " ml/100 ml. e.g. 1")
  @Default.Double((1 - 0.45) / (1 - 0.25))
  double getkH();

  void setkH(double factor);

  @Description("Density of brain tissue, g/ml, above 0. e.g. 1.05")
  @Default.Double(1.05)
  double getRho();

  void setRho(double density);

  @Description(
      "Voxel of the arterial input in every perfusion study of the run, x,y,z from 0; wins over"
          + " masks and over aifVoxel. e.g. 120,88,4")
  @Nullable String getAif();

  void setAif(@Nullable String voxel);

  @Description(
      "Put the CT and its labels, or the perfusion series, beside the result, without the free text"
          + " of their headers; the viewer shows them. e.g. false")
  @Default.Boolean(true)
  boolean getCopyVolumes();

  void setCopyVolumes(boolean copy);

  @Description("Compute again what is there already of the same input and options. e.g. true")
  @Default.Boolean(false)
  boolean getForce();

  void setForce(boolean force);

  @Description(
      "Where OpenLineage events of the run go: a file that they are appended to, or a server."
          + " e.g. lineage.ndjson")
  @Nullable String getLineage();

  void setLineage(@Nullable String target);

  @Description("File of these settings, YAML, option names as keys; a flag wins. e.g. maps.yaml")
  @Nullable String getConfig();

  void setConfig(@Nullable String config);
}
