package org.radloom.gpuops.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.radloom.gpuops.volume.Voxels;

/**
 * Reads the pixels of the slices of a series into one array, one file after another.
 *
 * <p>Slices with one rising scale are kept as stored. Values of 16 bits without a sign do not fit a
 * short; they are stored less 32,768 if slope and intercept are whole numbers, for then HU come out
 * exactly as before. All else (scales that differ or fall) is made HU, as {@link Voxels.Real}
 * rounds.
 *
 * <p>Padding keeps the HU that its value has (often -2000). Padding that would read as denser than
 * water becomes air, -1000 HU, so that no score ever counts it.
 */
final class SeriesVoxels {
  private static final int WORDS = 1 << Short.SIZE;
  private static final int CHUNK_WORDS = 1 << 17;

  private final List<SliceHeader> slices;
  private final OptionalInt storedOffset;

  /** Plans for slices in the order in which they come in the array. */
  SeriesVoxels(List<SliceHeader> slices) {
    this.slices = slices;
    this.storedOffset = storedOffset(slices);
  }

  /** Returns how many bytes of memory a voxel takes. */
  int bytesPerVoxel() {
    return storedOffset.isPresent() ? Short.BYTES : Float.BYTES;
  }

  /** Reads all slices, each of {@code sliceVoxels}. */
  Voxels read(int sliceVoxels) throws IOException {
    return storedOffset.isPresent()
        ? readStored(sliceVoxels, storedOffset.getAsInt())
        : readReal(sliceVoxels);
  }

  private Voxels readStored(int sliceVoxels, int offset) throws IOException {
    PixelFormat first = slices.get(0).format();
    short[] stored = new short[sliceVoxels * slices.size()];
    PixelFormat tabled = first;
    short[] table = storedTable(first, offset);
    for (int i = 0; i < slices.size(); i++) {
      PixelFormat format = slices.get(i).format();
      if (!format.equals(tabled)) {
        tabled = format;
        table = storedTable(format, offset);
      }
      short[] ofWord = table;
      readWords(
          slices.get(i),
          sliceVoxels,
          i * sliceVoxels,
          (words, count, at) -> {
            for (int w = 0; w < count; w++) {
              stored[at + w] = ofWord[words[w] & 0xFFFF];
            }
          });
    }
    return new Voxels.Stored(stored, first.slope(), first.intercept() + first.slope() * offset);
  }

  private Voxels readReal(int sliceVoxels) throws IOException {
    float[] values = new float[sliceVoxels * slices.size()];
    PixelFormat tabled = slices.get(0).format();
    float[] table = huTable(tabled);
    for (int i = 0; i < slices.size(); i++) {
      PixelFormat format = slices.get(i).format();
      if (!format.equals(tabled)) {
        tabled = format;
        table = huTable(format);
      }
      float[] ofWord = table;
      readWords(
          slices.get(i),
          sliceVoxels,
          i * sliceVoxels,
          (words, count, at) -> {
            for (int w = 0; w < count; w++) {
              values[at + w] = ofWord[words[w] & 0xFFFF];
            }
          });
    }
    return new Voxels.Real(values);
  }

  /** Takes the first {@code count} of {@code words}, which go to {@code at} and on. */
  @FunctionalInterface
  private interface WordSink {
    void accept(short[] words, int count, int at);
  }

  private static void readWords(SliceHeader slice, int words, int first, WordSink sink)
      throws IOException {
    short[] chunk = new short[Math.min(CHUNK_WORDS, words)];
    byte[] bytes = new byte[Short.BYTES * chunk.length];
    ShortBuffer asWords =
        ByteBuffer.wrap(bytes).order(slice.transferSyntax().byteOrder()).asShortBuffer();
    try (DicomInput in = slice.openPixels()) {
      for (int done = 0; done < words; done += chunk.length) {
        int count = Math.min(words - done, chunk.length);
        in.read(bytes, Short.BYTES * count);
        asWords.get(0, chunk, 0, count);
        sink.accept(chunk, count, first + done);
      }
    }
  }

  /** Returns what is taken off every value so that all fit a short, or empty if HU are needed. */
  private static OptionalInt storedOffset(List<SliceHeader> slices) {
    PixelFormat first = slices.get(0).format();
    double slope = first.slope();
    double intercept = first.intercept();
    int least = 0;
    int largest = 0;
    boolean padded = false;
    for (SliceHeader slice : slices) {
      PixelFormat format = slice.format();
      if (format.slope() != slope || format.intercept() != intercept) {
        return OptionalInt.empty();
      }
      least = Math.min(least, format.leastValue());
      largest = Math.max(largest, format.largestValue());
      padded |= format.hasPadding();
    }
    boolean airFits = !padded || airValue(first) >= Short.MIN_VALUE;
    if (slope < 0 || !airFits) {
      return OptionalInt.empty();
    }
    if (largest <= Short.MAX_VALUE) {
      return OptionalInt.of(0);
    }
    boolean exact = slope == Math.rint(slope) && intercept == Math.rint(intercept);
    boolean fits = least == 0 && (!padded || airValue(first) >= 0);
    return exact && fits ? OptionalInt.of(-Short.MIN_VALUE) : OptionalInt.empty();
  }

  /** Returns the largest stored value that is no denser than air. */
  private static double airValue(PixelFormat format) {
    return Math.floor((PixelFormat.AIR_HU - format.intercept()) / format.slope());
  }

  private static short[] storedTable(PixelFormat format, int offset) {
    short[] table = new short[WORDS];
    for (int word = 0; word < WORDS; word++) {
      int value = format.isDensePadding(word) ? (int) airValue(format) : format.value(word);
      table[word] = (short) (value - offset);
    }
    return table;
  }

  private static float[] huTable(PixelFormat format) {
    float[] table = new float[WORDS];
    for (int word = 0; word < WORDS; word++) {
      double hu = format.isDensePadding(word) ? PixelFormat.AIR_HU : format.hu(word);
      table[word] = Voxels.roundedDown(hu);
    }
    return table;
  }
}
