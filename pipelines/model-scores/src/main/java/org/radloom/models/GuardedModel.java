package org.radloom.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model between its callers and its engine: checks what goes in and comes out, cuts batches into
 * pieces, turns axes.
 */
final class GuardedModel implements Model {
  private final Model raw;
  private final ModelDescription asStored;
  private final ModelDescription metadata;
  private final ModelOptions options;

  GuardedModel(Model raw, ModelOptions options) {
    this.raw = raw;
    this.asStored = raw.metadata();
    this.metadata = asStored.channelsFirst();
    this.options = options;
  }

  @Override
  public ModelDescription metadata() {
    return metadata;
  }

  @Override
  public String sha256() {
    return raw.sha256();
  }

  @Override
  public String backend() {
    return raw.backend();
  }

  @Override
  public List<Tensor> predict(List<Tensor> batch) throws PredictionException {
    check(batch);
    int rows = inputs().get(0).isBatched() ? batch.get(0).shape()[0] : 1;
    int most = inputs().get(0).isBatched() ? mostRows() : rows;
    if (rows <= most) {
      return predictPiece(batch);
    }
    List<List<Tensor>> pieces = batch.stream().map(tensor -> tensor.pieces(most)).toList();
    List<List<Tensor>> answers = new ArrayList<>();
    for (int i = 0; i < pieces.get(0).size(); i++) {
      int number = i;
      answers.add(predictPiece(pieces.stream().map(each -> each.get(number)).toList()));
    }
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < outputs().size(); i++) {
      int number = i;
      outputs.add(Tensor.concat(answers.stream().map(each -> each.get(number)).toList()));
    }
    return outputs;
  }

  private int mostRows() {
    boolean single = inputs().stream().anyMatch(input -> input.shape().get(0) == 1);
    return single ? 1 : metadata.maxBatch();
  }

  private List<Tensor> predictPiece(List<Tensor> piece) throws PredictionException {
    List<Tensor> stored = new ArrayList<>();
    for (int i = 0; i < piece.size(); i++) {
      boolean turn = asStored.inputs().get(i).isChannelsLast();
      stored.add(turn ? ChannelOrder.last(piece.get(i)) : piece.get(i));
    }
    List<Tensor> answers = raw.predict(stored);
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Tensor answer = answers.get(i);
      Optional<String> mismatch = asStored.outputs().get(i).mismatch(answer.shape());
      if (mismatch.isPresent()) {
        throw failure("the output " + mismatch.get());
      }
      if (asStored.outputs().get(i).isBatched()
          && inputs().get(0).isBatched()
          && answer.shape()[0] != piece.get(0).shape()[0]) {
        throw failure(
            "the output %s must have %d rows, but had: %d"
                .formatted(
                    asStored.outputs().get(i).name(), piece.get(0).shape()[0], answer.shape()[0]));
      }
      outputs.add(asStored.outputs().get(i).isChannelsLast() ? ChannelOrder.first(answer) : answer);
    }
    return outputs;
  }

  private void check(List<Tensor> batch) throws PredictionException {
    if (batch.size() != inputs().size()) {
      throw failure("it takes %d inputs, but got: %d".formatted(inputs().size(), batch.size()));
    }
    for (int i = 0; i < batch.size(); i++) {
      check(inputs().get(i), i, batch);
    }
  }

  private void check(TensorSpec input, int number, List<Tensor> batch) throws PredictionException {
    int[] shape = batch.get(number).shape().clone();
    if (input.isBatched() && shape.length > 0 && input.shape().get(0) == 1) {
      // A larger batch goes in one by one.
      shape[0] = Math.min(1, shape[0]);
    }
    Optional<String> mismatch = input.mismatch(shape);
    if (mismatch.isPresent()) {
      throw failure("the input " + mismatch.get());
    }
    long perPiece = Tensor.count(shape);
    if (input.isBatched() && shape[0] > 0) {
      perPiece = perPiece / shape[0] * Math.min(shape[0], mostRows());
    }
    if (perPiece > options.maxValues()) {
      throw failure(
          "%d values are more than the %d allowed".formatted(perPiece, options.maxValues()));
    }
    InputSize size = metadata.inputSize();
    List<Integer> space = input.spaceAxes();
    for (int i = 0; number == 0 && size != null && i < space.size(); i++) {
      if (!size.takes(i, shape[space.get(i)])) {
        throw failure(
            "axis %s of %s must be %d to %d and a multiple of %d, but was: %d"
                .formatted(
                    input.axes().charAt(space.get(i)),
                    input.name(),
                    size.min().get(i),
                    size.max().get(i),
                    size.multipleOf().get(i),
                    shape[space.get(i)]));
      }
    }
    if (input.isBatched()
        && inputs().get(0).isBatched()
        && batch.get(number).shape()[0] != batch.get(0).shape()[0]) {
      throw failure("every input must have as many rows as the first");
    }
  }

  private PredictionException failure(String message) {
    return new PredictionException("%s: %s".formatted(metadata.id(), message), null);
  }

  @Override
  public void close() {
    raw.close();
  }
}
