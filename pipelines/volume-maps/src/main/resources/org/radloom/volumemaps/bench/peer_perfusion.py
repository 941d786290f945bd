"""Perfusion maps of a raw int16 series with numpy, and how long they took.

usage: peer_perfusion.py FILE VOXELS FRAMES DT BASELINE METHOD FROM TO INFLOW...
METHOD is csvd-matmul, csvd-fft, lr-matmul or lr-fft. Frames are the slowest axis; only voxels FROM to
TO are mapped. INFLOW is the arterial input, one number a frame. Prints one JSON object: versions,
seconds from stored values to five maps, and the CBF of some voxels (rho and kH 1, so 6000 max k).
"""

import json
import sys
import time

import numpy

path, voxels, frames = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
dt, baseline, method = float(sys.argv[4]), int(sys.argv[5]), sys.argv[6]
first, last = int(sys.argv[7]), int(sys.argv[8])
inflow = numpy.array([float(x) for x in sys.argv[9:]])
CHUNK = 1 << 16
ITERATIONS, THRESHOLD = 15, 0.10

stored = numpy.memmap(path, dtype="<i2", mode="r", shape=(frames, voxels))[:, first:last]
stored = numpy.ascontiguousarray(stored)  # read before the clock starts

if method.startswith("lr"):
    inflow = numpy.maximum(inflow, 0)
padded = numpy.concatenate([[0.0], inflow, [0.0]])
column = (padded[:-2] + 4 * padded[1:-1] + padded[2:]) / 6 * dt
column = numpy.concatenate([column, numpy.zeros(frames)])
size = 2 * frames


def circulant():
    shift = (numpy.arange(size)[:, None] - numpy.arange(size)[None, :]) % size
    return column[shift]


def csvd_matmul():
    u, s, vt = numpy.linalg.svd(circulant())
    kept = s >= THRESHOLD * s[0]
    inverse = (vt[kept].T / s[kept]) @ u[:, kept].T
    inverse = inverse[:, :frames].astype(numpy.float32)
    return lambda c: inverse @ c


def csvd_fft():
    spectrum = numpy.fft.rfft(column)
    kept = abs(spectrum) >= THRESHOLD * abs(spectrum).max()
    inverse = numpy.where(kept, 1 / numpy.where(kept, spectrum, 1), 0)[:, None]
    return lambda c: numpy.fft.irfft(numpy.fft.rfft(c, size, axis=0) * inverse, size, axis=0)


def lr_matmul():
    forward = circulant()[:frames].astype(numpy.float32)
    back = numpy.ascontiguousarray((forward / column.sum()).T.astype(numpy.float32))

    def deconvolve(c):
        c = numpy.maximum(c, 0)
        k = numpy.ones((size, c.shape[1]), dtype=numpy.float32)
        for _ in range(ITERATIONS):
            blurred = forward @ k
            numpy.divide(c, blurred, out=blurred, where=blurred > 0)
            k *= back @ blurred
        return k

    return deconvolve


def lr_fft():
    spectrum = numpy.fft.rfft(column)[:, None]
    total = column.sum()

    def deconvolve(c):
        c = numpy.maximum(c, 0)
        k = numpy.ones((size, c.shape[1]))
        for _ in range(ITERATIONS):
            blurred = numpy.fft.irfft(numpy.fft.rfft(k, axis=0) * spectrum, size, axis=0)[:frames]
            ratio = numpy.divide(c, blurred, out=numpy.zeros_like(blurred), where=blurred > 0)
            back = numpy.fft.rfft(ratio, size, axis=0) * spectrum.conj()
            k *= numpy.fft.irfft(back, size, axis=0) / total
        return k

    return deconvolve


weights = numpy.full(frames, dt)
weights[[0, -1]] = dt / 2
area = weights @ inflow


def maps(deconvolve, begin, end):
    c = stored[:, begin:end].astype(numpy.float32)
    c -= c[:baseline].mean(axis=0)
    under = (weights @ c).astype(numpy.float32)
    k = deconvolve(c)
    peak = k.max(axis=0)
    lag = k.argmax(axis=0)
    good = (under > 0) & (peak > 0)
    cbf = numpy.where(good, 6000 * peak, 0)
    cbv = numpy.where(good, 100 * under / area, 0)
    mtt = numpy.divide(60 * cbv, cbf, out=numpy.zeros_like(cbv), where=good)
    tmax = numpy.where(good, numpy.where(lag >= frames, lag - size, lag) * dt, 0)
    ttp = numpy.where(good, c.argmax(axis=0) * dt, 0)
    return cbf, cbv, mtt, tmax, ttp


def run():
    deconvolve = {
        "csvd-matmul": csvd_matmul,
        "csvd-fft": csvd_fft,
        "lr-matmul": lr_matmul,
        "lr-fft": lr_fft,
    }[method]()
    out = numpy.zeros((5, last - first), dtype=numpy.float32)
    for begin in range(0, last - first, CHUNK):
        end = min(begin + CHUNK, last - first)
        for i, part in enumerate(maps(deconvolve, begin, end)):
            out[i, begin:end] = part
    return out


started = time.perf_counter()
out = run()
seconds = time.perf_counter() - started
with open("/proc/self/maps", encoding="ascii", errors="replace") as loaded:
    blas = "OpenBLAS" if "openblas" in loaded.read() else "reference BLAS"
print(
    json.dumps(
        {
            "versions": f"numpy {numpy.__version__}, {blas}",
            "seconds": seconds,
            "cbf": [float(x) for x in out[0, :: max(1, (last - first) // 64)]],
        }
    )
)
