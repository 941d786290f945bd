package org.radloom.models;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.json} says of one version of a model.
 *
 * @param name for example {@code demo-lesion-dog}
 * @param version for example {@code 1}
 * @param engine what runs it: {@code onnx}, {@code saved_model} or {@code ensemble}
 * @param classes that it tells apart, in the order of its output channels; background is not one
 * @param inputs as the model file has them
 * @param outputs as the model file has them
 * @param normalisation of the first input
 * @param inputSize of the first input; null if it has no axes of space
 * @param opset that the model may be written in; null where there are none
 * @param sha256 of each file, by path in the version's folder
 * @param licence for example {@code Apache-2.0}
 * @param intendedUse what it may be used for, in words
 * @param maxBatch most members of a batch
 * @param quantizedFrom the version it was made of, or null
 * @param ensemble its members; null unless it is an ensemble
 */
public record ModelDescription(
    String name,
    String version,
    Task task,
    String engine,
    List<String> classes,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    Normalisation normalisation,
    @Nullable InputSize inputSize,
    @Nullable OpsetRange opset,
    SortedMap<String, String> sha256,
    String licence,
    String intendedUse,
    int maxBatch,
    @Nullable String quantizedFrom,
    @Nullable EnsembleDescription ensemble) {

  /** Copies what could be changed. */
  public ModelDescription {
    classes = List.copyOf(classes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
  }

  /** Returns for example {@code demo-lesion-dog/1}. */
  public String id() {
    return name + "/" + version;
  }

  /** Returns the same with channels before space, as callers of a {@link Model} see it. */
  ModelDescription channelsFirst() {
    return new ModelDescription(
        name,
        version,
        task,
        engine,
        classes,
        inputs.stream().map(TensorSpec::channelsFirst).toList(),
        outputs.stream().map(TensorSpec::channelsFirst).toList(),
        normalisation,
        inputSize,
        opset,
        sha256,
        licence,
        intendedUse,
        maxBatch,
        quantizedFrom,
        ensemble);
  }
}
