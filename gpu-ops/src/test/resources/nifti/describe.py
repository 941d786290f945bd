"""Prints what nibabel reads in each file: a line a fact, numbers such that they read back exactly."""
import sys

import nibabel
import numpy


def line(name, values):
    print(name, *values)


for file in sys.argv[1:]:
    image = nibabel.load(file)
    header = image.header
    line("shape", image.shape)
    line("dtype", [header.get_data_dtype().newbyteorder("=").name])
    line("codes", [int(header["qform_code"]), int(header["sform_code"])])
    line("zooms", [repr(float(zoom)) for zoom in header.get_zooms()[:3]])
    line("affine", [repr(float(number)) for number in image.affine[:3].ravel()])
    line("qform", [repr(float(number)) for number in image.get_qform()[:3].ravel()])
    line("data", [repr(float(v)) for v in image.get_fdata(dtype=numpy.float64).ravel(order="F")])
    line("text", [len(bytes(header[field]).strip(b"\0")) for field in ("descrip", "aux_file", "intent_name")])
    line("extensions", [len(header.extensions)])
