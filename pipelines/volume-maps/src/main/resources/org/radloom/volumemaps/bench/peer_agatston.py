"""Labels the dense voxels of a raw int16 volume with scipy, slice by slice, and says how long it took.

usage: peer_agatston.py FILE NX NY NZ REPEATS
Prints one JSON object: scipy's and numpy's version, islands found, seconds of the labelling alone (the
threshold already applied) and of threshold, labelling and the statistics that a score needs.
"""

import json
import sys
import time

import numpy
import scipy
from scipy import ndimage

path, nx, ny, nz, repeats = sys.argv[1], *map(int, sys.argv[2:6])
volume = numpy.fromfile(path, dtype="<i2").reshape(nz, ny, nx)

# Neighbours share an edge within a slice; slices never join.
in_slice = numpy.zeros((3, 3, 3), dtype=bool)
in_slice[1] = [[False, True, False], [True, True, True], [False, True, False]]


def best(work):
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - started)
    return min(seconds), result


def everything():
    dense = volume >= 130
    labels, islands = ndimage.label(dense, structure=in_slice)
    # Only the dense voxels matter to the statistics.
    of_dense, hu = labels[dense], volume[dense]
    counts = numpy.bincount(of_dense, minlength=islands + 1)
    sums = numpy.bincount(of_dense, weights=hu, minlength=islands + 1)
    peaks = numpy.full(islands + 1, -32768, dtype=numpy.int16)
    numpy.maximum.at(peaks, of_dense, hu)
    return islands, counts, sums, peaks


mask = volume >= 130
labelling, (_, found) = best(lambda: ndimage.label(mask, structure=in_slice))
whole, _ = best(everything)
print(
    json.dumps(
        {
            "versions": f"scipy {scipy.__version__}, numpy {numpy.__version__}",
            "islands": int(found),
            "labelling": labelling,
            "whole": whole,
        }
    )
)
