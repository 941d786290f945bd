package org.radloom.gpuops.phantom;

import java.util.ArrayList;
import java.util.List;
import org.radloom.gpuops.agatston.Artery;
import org.radloom.gpuops.phantom.CalciumPlaque.Disc;
import org.radloom.gpuops.volume.Space;

/** The plaques of the phantom, placed on a grid. Offsets are voxels from an artery's middle. */
final class CalciumPlaques {
  private static final int LEFT_MAIN_LOW = 8;
  private static final int LEFT_MAIN_SLICES = 3;

  private final Space space;
  private final List<CalciumPlaque> plaques = new ArrayList<>();

  private CalciumPlaques(Space space) {
    this.space = space;
  }

  /** Returns those of all arteries; slices count from the middle one. */
  static List<CalciumPlaque> in(Space space) {
    var plaques = new CalciumPlaques(space);
    plaques.addLeftMain();
    plaques.addLeftAnteriorDescending();
    plaques.addCircumflex();
    plaques.addRight();
    return plaques.plaques;
  }

  private void addLeftMain() {
    add(Artery.LM, LEFT_MAIN_LOW, disc(0, 0, 2, 130, 130));
    add(Artery.LM, LEFT_MAIN_LOW + 1, disc(0, 0, 1, 140, 199));
  }

  private void addLeftAnteriorDescending() {
    add(Artery.LAD, 5, disc(0, 0, 2, 180, 300));
    add(Artery.LAD, 4, disc(0, 0, 3, 200, 399));
    add(Artery.LAD, 3, disc(0, 0, 3, 220, 400));
    add(Artery.LAD, 3, disc(6, 0, 1, 130, 200)); // a gap of one voxel: never joined
    add(Artery.LAD, 2, disc(0, 0, 2, 180, 250));
    add(Artery.LAD, -2, disc(0, 0, 1, 160, 450), disc(3, 1, 1, 130, 150)); // corner to corner
    add(Artery.LAD, -4, disc(0, 0, 0, 500, 500)); // one voxel: too small below 1 mm2
  }

  private void addCircumflex() {
    add(Artery.LCX, -1, disc(0, 0, 1, 150, 220));
    add(Artery.LCX, -2, disc(1, 0, 2, 170, 299));
    add(Artery.LCX, -6, disc(0, -1, 1, 130, 131));
  }

  private void addRight() {
    add(Artery.RCA, 1, disc(0, 0, 2, 250, 420));
    add(Artery.RCA, 0, disc(0, 0, 3, 350, 900));
    add(Artery.RCA, -1, disc(-1, 1, 2, 240, 350));
  }

  private void add(Artery artery, int slicesAboveMiddle, Disc... offsets) {
    int slice = space.nz() / 2 + slicesAboveMiddle;
    int x = column(space, artery, slice);
    int y = row(space, artery, slice);
    List<Disc> discs = new ArrayList<>();
    for (Disc offset : offsets) {
      discs.add(
          new Disc(
              x + offset.x(), y + offset.y(), offset.radius(), offset.bodyHu(), offset.peakHu()));
    }
    plaques.add(new CalciumPlaque(artery, slice, discs));
  }

  private static Disc disc(int dx, int dy, int radius, int bodyHu, int peakHu) {
    return new Disc(dx, dy, radius, bodyHu, peakHu);
  }

  /** Returns whether a slice cuts an artery; the left main is short, the others run all along. */
  static boolean isCut(Space space, Artery artery, int slice) {
    int above = slice - space.nz() / 2 - LEFT_MAIN_LOW;
    return artery != Artery.LM || (above >= 0 && above < LEFT_MAIN_SLICES);
  }

  /** Returns the column of an artery's middle. */
  static int column(Space space, Artery artery, int slice) {
    double u = CalciumChest.arteryU(artery, height(space, slice));
    return (int) Math.floor((u + 1) / 2 * space.nx());
  }

  /** Returns the row of an artery's middle. */
  static int row(Space space, Artery artery, int slice) {
    double v = CalciumChest.arteryV(artery, height(space, slice));
    return (int) Math.floor((v + 1) / 2 * space.ny());
  }

  /** Returns the height of a slice in the chest, 0 to 1. */
  static double height(Space space, int slice) {
    return (slice + 0.5) / space.nz();
  }
}
