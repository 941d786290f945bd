"""Writes volumes with nibabel into the folder that is named: types, byte orders, scales, places."""
import pathlib
import sys

import nibabel
import numpy

folder = pathlib.Path(sys.argv[1])
random = numpy.random.default_rng(5)
turn = nibabel.eulerangles.euler2mat(0.3, -0.2, 0.7)
affine = numpy.eye(4)
affine[:3, :3] = turn @ numpy.diag([0.48828125, 0.5, 2.5])
affine[:3, 3] = [-101.25, 33.1, 7]
flipped = affine @ numpy.diag([-1, 1, 1, 1])
SHAPE = (5, 4, 3)


def write(name, data, place=affine, endianness="<", qform=1, sform=1):
    header = nibabel.Nifti1Header(endianness=endianness)
    header.set_data_dtype(data.dtype.newbyteorder(endianness))
    image = nibabel.Nifti1Image(data, place, header)
    image.header.set_xyzt_units("mm", "sec")
    image.set_qform(place, qform)
    image.set_sform(place, sform)
    nibabel.save(image, folder / name)


for kind in ("uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64"):
    ends = numpy.iinfo(kind)
    small = random.integers(max(ends.min, -1024), min(ends.max, 3071), SHAPE, dtype=kind, endpoint=True)
    write(f"{kind}-little.nii.gz", small)
    write(f"{kind}-big.nii", small, endianness=">")
    whole = random.integers(ends.min, ends.max, SHAPE, dtype=kind, endpoint=True)
    write(f"{kind}-whole.nii", whole, flipped)
for kind in ("float32", "float64"):
    hu = random.normal(40, 300, SHAPE).astype(kind)
    write(f"{kind}-little.nii", hu, flipped)
    write(f"{kind}-big.nii.gz", hu, endianness=">")
    write(f"{kind}-whole.nii.gz", numpy.round(hu))
write("frames.nii.gz", random.integers(-1024, 3071, SHAPE + (6,), dtype="int16"))
write("quaternion-only.nii", random.integers(0, 9, SHAPE, dtype="uint8"), flipped, sform=0)
write("affine-only.nii", random.integers(0, 9, SHAPE, dtype="uint8"), flipped, qform=0, sform=2)
stored = random.integers(0, 4095, SHAPE).astype("float64")
image = nibabel.Nifti1Image(stored * 0.5 - 1024, affine)
image.header.set_data_dtype("int16")
image.header.set_slope_inter(0.5, -1024)
nibabel.save(image, folder / "scaled.nii.gz")
image = nibabel.Nifti1Image(random.normal(40, 300, SHAPE), affine)
image.header.set_data_dtype("int16")
nibabel.save(image, folder / "scaled-by-nibabel.nii")
