package org.radloom.scoring;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.radloom.gpuops.images.Image;

/** Writes pictures as PNG in grey, with no words in them. */
final class GreyPng {
  private static final int MOST_OF_A_BYTE = 255;

  private GreyPng() {}

  /** Writes the levels as they are: 16 bits where 8 do not hold them. */
  static void write(Path file, GreyPicture picture) throws IOException {
    boolean wide = picture.brightest() > MOST_OF_A_BYTE;
    BufferedImage image =
        new BufferedImage(
            picture.width(),
            picture.height(),
            wide ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
    if (wide) {
      short[] target = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
      System.arraycopy(picture.grey(), 0, target, 0, target.length);
    } else {
      byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) picture.at(i);
      }
    }
    write(file, image);
  }

  /** Writes shares, 0 to 1, as 0 to 255. */
  static void writeShares(Path file, Image shares) throws IOException {
    BufferedImage image =
        new BufferedImage(shares.width(), shares.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < target.length; i++) {
      target[i] = (byte) Math.round(MOST_OF_A_BYTE * shares.pixels()[i]);
    }
    write(file, image);
  }

  private static void write(Path file, BufferedImage image) throws IOException {
    // Not through ImageIO's cache on disk, whose files others may read.
    try (OutputStream out = Files.newOutputStream(file);
        MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IOException("there is no writer of PNG");
      }
    }
  }
}
