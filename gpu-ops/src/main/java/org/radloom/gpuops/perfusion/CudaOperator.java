package org.radloom.gpuops.perfusion;

import java.util.List;

/**
 * A deconvolution as perfusion.cu takes it: weights in single precision, in an order that lets
 * neighbouring outputs be read at once, padded with 0 to groups of {@value #LANES}.
 *
 * @param kernel which does it
 * @param rows floats that each thread must remember
 * @param arguments of the kernel behind those that all have in common: numbers as they are, arrays
 *     for the device's memory
 */
record CudaOperator(String kernel, int rows, List<Object> arguments) {
  private static final int LANES = 8;

  static CudaOperator of(DeconvolutionPlan plan) {
    DeconvolutionOperator operator = plan.operator();
    if (operator instanceof CirculantInverse inverse) {
      return of(inverse, plan.grid());
    } else if (operator instanceof ToeplitzInverse inverse) {
      return of(inverse, plan.grid());
    } else {
      return of((LucyRichardson) operator, plan.grid());
    }
  }

  private static CudaOperator of(CirculantInverse operator, SampleGrid grid) {
    int frames = grid.frames();
    int bins = operator.bins().length;
    int coefficients = padded(2 * bins);
    double[] ofFrames = operator.analysis();
    float[] analysis = new float[frames * coefficients];
    for (int row = 0; row < 2 * bins; row++) {
      for (int frame = 0; frame < frames; frame++) {
        analysis[frame * coefficients + row] = (float) ofFrames[row * frames + frame];
      }
    }
    int halfLags = operator.lags() / 2 + 1;
    int lags = padded(halfLags);
    double[] synthesis = operator.synthesis();
    float[] cosines = new float[bins * lags];
    float[] sines = new float[bins * lags];
    for (int bin = 0; bin < bins; bin++) {
      for (int lag = 0; lag < halfLags; lag++) {
        cosines[bin * lags + lag] = (float) synthesis[2 * (lag * bins + bin)];
        sines[bin * lags + lag] = (float) synthesis[2 * (lag * bins + bin) + 1];
      }
    }
    return new CudaOperator(
        "map_circulant",
        frames + coefficients,
        List.of(
            analysis,
            coefficients,
            cosines,
            sines,
            lags,
            operator.kept(),
            operator.kept().length,
            (float) (operator.oscillationLimit() * operator.lags())));
  }

  private static CudaOperator of(ToeplitzInverse operator, SampleGrid grid) {
    int frames = grid.frames();
    int lags = padded(operator.lags());
    float[] inverse = new float[frames * lags];
    for (int lag = 0; lag < operator.lags(); lag++) {
      for (int frame = 0; frame < frames; frame++) {
        inverse[frame * lags + lag] = (float) operator.inverse()[lag * frames + frame];
      }
    }
    return new CudaOperator("map_toeplitz", frames, List.of(inverse, lags));
  }

  private static CudaOperator of(LucyRichardson operator, SampleGrid grid) {
    int samples = grid.samples();
    int padded = padded(samples);
    float[] inflow = new float[padded];
    float[] upperShare = new float[samples];
    for (int i = 0; i < samples; i++) {
      inflow[i] = (float) (operator.column()[i] / operator.columnSum());
      upperShare[i] = (float) grid.upperShare()[i];
    }
    return new CudaOperator(
        "map_lucy_richardson",
        3 * padded,
        List.of(
            inflow,
            padded,
            (float) operator.columnSum(),
            operator.iterations(),
            grid.lowerFrame(),
            upperShare));
  }

  private static int padded(int count) {
    return (count + LANES - 1) / LANES * LANES;
  }
}
