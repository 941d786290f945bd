package org.radloom.scoring;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.nifti.NiftiReader;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.VolumeExtent;
import org.radloom.scoring.ScoreSidecar.ImageEntry;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;

/**
 * Reads pictures: PNG, JPEG, and NIfTI files of one slice. Their size is bounded before a pixel.
 */
final class PictureReader {
  private static final int MOST_GREY = 65_535;
  private static final int MOST_SIDE = 65_535;

  private PictureReader() {}

  /** Returns how many pixels a picture has, from its header. */
  static long pixels(Path file, ImageEntry entry) throws IOException, RejectedStudyException {
    if (isNifti(entry)) {
      VolumeExtent extent = NiftiReader.extent(file);
      if (extent.frames() != 1 || extent.space().nz() != 1) {
        throw new RejectedStudyException(
            RejectReason.SEVERAL_FRAMES,
            "an image must be one slice, but has %s voxels and %d frames (file %s)"
                .formatted(extent.space().shape(), extent.frames(), shown(entry)));
      }
      return extent.frameVoxels();
    }
    return decoded(file, entry, reader -> (long) reader.getWidth(0) * reader.getHeight(0));
  }

  /**
   * Reads a picture.
   *
   * @param maxPixels of it
   */
  static GreyPicture read(Path file, ImageEntry entry, long maxPixels)
      throws IOException, RejectedStudyException {
    long pixels = pixels(file, entry);
    if (pixels > maxPixels) {
      throw tooLarge(entry, pixels, maxPixels);
    }
    GreyPicture picture =
        isNifti(entry)
            ? ofVolume(NiftiReader.read(file, Float.BYTES * maxPixels), entry)
            : ofRaster(decoded(file, entry, reader -> reader.read(0)), entry);
    if (picture.width() > MOST_SIDE || picture.height() > MOST_SIDE) {
      throw new RejectedStudyException(
          RejectReason.TOO_LARGE,
          "an image must have at most %,d columns and rows (file %s)"
              .formatted(MOST_SIDE, shown(entry)));
    }
    return picture;
  }

  static RejectedStudyException tooLarge(ImageEntry entry, long pixels, long maxPixels) {
    return new RejectedStudyException(
        RejectReason.TOO_LARGE,
        "an image must have at most %,d pixels, but has %,d (file %s)"
            .formatted(maxPixels, pixels, shown(entry)));
  }

  private static boolean isNifti(ImageEntry entry) {
    return entry.file().endsWith(".nii") || entry.file().endsWith(".nii.gz");
  }

  private static GreyPicture ofVolume(Volume volume, ImageEntry entry)
      throws RejectedStudyException {
    Space space = volume.space();
    short[] grey = new short[space.voxels()];
    for (int i = 0; i < grey.length; i++) {
      double value = Math.rint(volume.voxels().hu(i));
      if (!(value >= 0 && value <= MOST_GREY)) {
        throw new RejectedStudyException(
            RejectReason.OUT_OF_RANGE,
            "grey levels must be 0 to %d (file %s)".formatted(MOST_GREY, shown(entry)));
      }
      grey[i] = (short) (int) value;
    }
    Double stated = entry.pixelSpacingMm();
    return new GreyPicture(
        space.nx(),
        space.ny(),
        grey,
        stated == null ? (Double) space.dxMm() : stated,
        stated == null ? (Double) space.dyMm() : stated,
        entry.whiteLevel());
  }

  private static GreyPicture ofRaster(BufferedImage image, ImageEntry entry) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    boolean wide = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT;
    boolean plain =
        image.getColorModel().getNumColorComponents() == 1
            && !(image.getColorModel() instanceof java.awt.image.IndexColorModel);
    short[] grey = new short[width * height];
    int bits = plain ? image.getColorModel().getComponentSize(0) : Byte.SIZE;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = plain ? 0 : image.getRGB(x, y);
        grey[y * width + x] = (short) (plain ? raster.getSample(x, y, 0) : luma(rgb));
      }
    }
    Double stated = entry.whiteLevel();
    double white = stated == null ? (1 << (wide && plain ? Short.SIZE : bits)) - 1 : stated;
    return new GreyPicture(
        width, height, grey, entry.pixelSpacingMm(), entry.pixelSpacingMm(), white);
  }

  /** Brightness of a colour, ITU-R BT.601. */
  private static int luma(int rgb) {
    return (int)
        Math.round(0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF));
  }

  /** What is asked of an open file. */
  private interface Question<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static <T> T decoded(Path file, ImageEntry entry, Question<T> question)
      throws RejectedStudyException {
    @Nullable ImageReader reader = null;
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      while (readers.hasNext() && reader == null) {
        ImageReader possible = readers.next();
        String format = possible.getFormatName();
        if (format.equalsIgnoreCase("png") || format.equalsIgnoreCase("jpeg")) {
          reader = possible;
        }
      }
      if (reader == null) {
        throw unreadable(entry);
      }
      reader.setInput(in, true, true);
      return question.of(reader);
    } catch (IOException | RuntimeException e) {
      // Decoders fail in many ways on damaged files.
      throw unreadable(entry);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  private static RejectedStudyException unreadable(ImageEntry entry) {
    return new RejectedStudyException(
        "unreadable_image", "is no PNG or JPEG that can be read (file %s)".formatted(shown(entry)));
  }

  private static String shown(ImageEntry entry) {
    return InputFolder.shown(entry.file());
  }
}
