package org.radloom.gpuops.cuda;

/** A function of the device; lives as long as its device. */
public interface Kernel {
  /** Returns its name in the .cu file. */
  String name();
}
