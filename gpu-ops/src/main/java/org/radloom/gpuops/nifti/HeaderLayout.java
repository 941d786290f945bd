package org.radloom.gpuops.nifti;

/**
 * Where the fields of a NIfTI-1 header lie, bytes from its start, and the codes that go into them.
 * Source: {@code struct nifti_1_header} of {@code nifti1.h}, NIMH, 2003 to 2010.
 */
final class HeaderLayout {
  /** The value of the first field, which also tells the byte order. */
  static final int HEADER_BYTES = 348;

  /** The same of NIfTI-2. */
  static final int HEADER_BYTES_OF_NIFTI_2 = 540;

  /** Where voxels start when nothing lies between: the header and four bytes about extensions. */
  static final int FIRST_VOXEL = 352;

  static final int REGULAR = 38;
  static final int DIM = 40;
  static final int DATATYPE = 70;
  static final int BITPIX = 72;
  static final int PIXDIM = 76;
  static final int VOX_OFFSET = 108;
  static final int SCL_SLOPE = 112;
  static final int SCL_INTER = 116;
  static final int XYZT_UNITS = 123;
  static final int QFORM_CODE = 252;
  static final int SFORM_CODE = 254;
  static final int QUATERN = 256;
  static final int QOFFSET = 268;
  static final int SROW = 280;
  static final int MAGIC = 344;

  /** Header and voxels in one file. */
  static final String SINGLE_FILE = "n+1\0";

  /** Header and voxels in two files. */
  static final String PAIR = "ni1\0";

  /** Bits of {@code xyzt_units} that name the unit of length. */
  static final int LENGTH_UNIT_BITS = 7;

  static final int UNKNOWN_UNIT = 0;
  static final int METRE = 1;
  static final int MILLIMETRE = 2;
  static final int MICROMETRE = 3;

  /** Most voxels along an axis: the counts are signed 16-bit numbers. */
  static final int MOST_IN_FIELD = Short.MAX_VALUE;

  private HeaderLayout() {}
}
