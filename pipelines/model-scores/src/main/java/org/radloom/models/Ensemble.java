package org.radloom.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Several models asked the same, and their outputs made one. It closes its members. */
public final class Ensemble implements Model {
  private final ModelDescription description;
  private final EnsembleDescription ensemble;
  private final List<Model> members;

  private Ensemble(
      ModelDescription description, EnsembleDescription ensemble, List<Model> members) {
    this.description = description;
    this.ensemble = ensemble;
    this.members = List.copyOf(members);
  }

  /**
   * Returns an ensemble of open models.
   *
   * @param description of the ensemble itself
   * @param members in the order of the description
   * @throws ModelRefusedException if a member takes or gives something else than the ensemble
   */
  static Ensemble of(
      ModelDescription description, EnsembleDescription ensemble, List<Model> members)
      throws ModelRefusedException {
    for (Model member : members) {
      ModelDescription other = member.metadata();
      same(description, member, "task", description.task().code(), other.task().code());
      same(description, member, "classes", description.classes(), other.classes());
      same(
          description, member, "normalisation", description.normalisation(), other.normalisation());
      same(description, member, "inputs", shapes(description.inputs()), shapes(other.inputs()));
      same(description, member, "outputs", shapes(description.outputs()), shapes(other.outputs()));
    }
    return new Ensemble(description, ensemble, members);
  }

  private static void same(
      ModelDescription ensemble, Model member, String what, Object expected, Object found)
      throws ModelRefusedException {
    if (!expected.equals(found)) {
      throw new ModelRefusedException(
          Refusal.SHAPE,
          ensemble.id(),
          "%s of member %s".formatted(what, member.metadata().id()),
          expected,
          found);
    }
  }

  private static List<String> shapes(List<TensorSpec> specs) {
    return specs.stream().map(spec -> "%s %s".formatted(spec, spec.units())).toList();
  }

  @Override
  public ModelDescription metadata() {
    return description;
  }

  @Override
  public String sha256() {
    TreeMap<String, String> digests = new TreeMap<>();
    members.forEach(member -> digests.put(member.metadata().id(), member.sha256()));
    return FileDigest.ofAll(digests);
  }

  @Override
  public String backend() {
    return String.join("+", members.stream().map(Model::backend).distinct().toList());
  }

  @Override
  public List<Tensor> predict(List<Tensor> batch) throws PredictionException {
    List<List<Tensor>> answers = new ArrayList<>();
    for (Model member : members) {
      answers.add(member.predict(batch));
    }
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < outputs().size(); i++) {
      int number = i;
      outputs.add(combine(answers.stream().map(each -> each.get(number)).toList()));
    }
    return outputs;
  }

  private Tensor combine(List<Tensor> answers) throws PredictionException {
    int[] shape = answers.get(0).shape();
    for (Tensor answer : answers) {
      if (!Arrays.equals(answer.shape(), shape)) {
        throw new PredictionException(
            "%s: members answered with %s and %s"
                .formatted(description.id(), answers.get(0), answer),
            null);
      }
    }
    double[] sums = new double[answers.get(0).values().length];
    double weights = 0;
    for (int i = 0; i < answers.size(); i++) {
      double weight = ensemble.members().get(i).weight();
      weights += weight;
      add(weight, answers.get(i), sums);
    }
    float[] values = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      values[i] = (float) (sums[i] / weights);
    }
    return new Tensor(shape, values);
  }

  private void add(double weight, Tensor answer, double[] sums) {
    float[] values = answer.values();
    if (ensemble.combination() != Combination.VOTE) {
      for (int i = 0; i < values.length; i++) {
        sums[i] += weight * values[i];
      }
      return;
    }
    int[] shape = answer.shape();
    int channels = shape.length > 1 ? shape[1] : 1;
    if (channels == 1) {
      for (int i = 0; i < values.length; i++) {
        sums[i] += values[i] >= ensemble.threshold() ? 1 : 0;
      }
      return;
    }
    int member = values.length / shape[0];
    int places = member / channels;
    for (int start = 0; start < values.length; start += member) {
      for (int place = 0; place < places; place++) {
        int best = start + place;
        for (int channel = 1; channel < channels; channel++) {
          int at = start + channel * places + place;
          best = values[at] > values[best] ? at : best;
        }
        sums[best] += 1;
      }
    }
  }

  @Override
  public void close() {
    members.forEach(Model::close);
  }
}
