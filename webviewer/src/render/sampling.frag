// Reads stored values out of fields. CPU twin: smoothRows and nearestRows of paint.ts.
//
// Fields are 2-D array textures of x by y texels and z layers, never filtered: integer textures
// can't be, and the twin could not follow a filter's own precision.

precision highp float;
precision highp int;
precision highp sampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
precision highp usampler2DArray;

// Where a pixel falls on a field: between which voxels, and the nearest one.
struct Place {
  ivec3 lowLow;
  ivec3 highLow;
  ivec3 lowHigh;
  ivec3 highHigh;
  // The share of the high voxels, across and down.
  vec2 share;
};

// pixel: counted from the first one inside the volume.
// start, perPx: coordinates, across and down, in steps of 2^-FRACTION_BITS; see fixed-axis.ts.
// last: the last voxel, across and down.
// slice: along the axis through the pane.
Place placeOf(ivec2 pixel, ivec2 start, ivec2 perPx, ivec2 last, int slice) {
  ivec2 at = clamp(start + pixel * perPx, ivec2(0), last << FRACTION_BITS);
  ivec2 low = at >> FRACTION_BITS;
  ivec2 fraction = at - (low << FRACTION_BITS);
  ivec2 high = low + min(fraction, ivec2(1));
  // VOXEL_AT puts these in the order x, y, z; see pane-source.ts.
  return Place(VOXEL_AT(low.x, low.y, slice), VOXEL_AT(high.x, low.y, slice),
               VOXEL_AT(low.x, high.y, slice), VOXEL_AT(high.x, high.y, slice),
               vec2(fraction) * (1.0 / float(1 << FRACTION_BITS)));
}

// NaN and infinity, told by their bits: a compiler may take isnan() for never true.
bool isFinite(float value) {
  return (floatBitsToUint(value) & 0x7f800000u) != 0x7f800000u;
}

float mixed(float one, float two, float share) {
  return one + (two - one) * share;
}

float stored(isampler2DArray field, ivec3 at) { return float(texelFetch(field, at, 0).r); }
float stored(usampler2DArray field, ivec3 at) { return float(texelFetch(field, at, 0).r); }
float stored(sampler2DArray field, ivec3 at) { return texelFetch(field, at, 0).r; }

// Sets value to the linear interpolation of four voxels, and voxel to the nearest of them; false if
// one of the four is not finite, as only floats can be.
#define BETWEEN(SAMPLER, IS_FINITE)                                                   \
  bool between(SAMPLER field, Place place, out float value, out float voxel) {        \
    float a = stored(field, place.lowLow);                                            \
    float b = stored(field, place.highLow);                                           \
    float c = stored(field, place.lowHigh);                                           \
    float d = stored(field, place.highHigh);                                          \
    float top = mixed(a, b, place.share.x);                                           \
    float bottom = mixed(c, d, place.share.x);                                        \
    value = mixed(top, bottom, place.share.y);                                        \
    bool isRight = place.share.x >= 0.5;                                              \
    voxel = place.share.y >= 0.5 ? (isRight ? d : c) : (isRight ? b : a);             \
    return IS_FINITE(a) && IS_FINITE(b) && IS_FINITE(c) && IS_FINITE(d);              \
  }
#define ALWAYS(VALUE) true
BETWEEN(isampler2DArray, ALWAYS)
BETWEEN(usampler2DArray, ALWAYS)
BETWEEN(sampler2DArray, isFinite)

// Sets voxel to the nearest voxel; false if it is not finite.
#define NEAREST(SAMPLER, IS_FINITE)                                                   \
  bool nearest(SAMPLER field, Place place, out float voxel) {                         \
    bool isRight = place.share.x >= 0.5;                                              \
    ivec3 above = isRight ? place.highLow : place.lowLow;                             \
    ivec3 below = isRight ? place.highHigh : place.lowHigh;                           \
    voxel = stored(field, place.share.y >= 0.5 ? below : above);                      \
    return IS_FINITE(voxel);                                                          \
  }
NEAREST(isampler2DArray, ALWAYS)
NEAREST(usampler2DArray, ALWAYS)
NEAREST(sampler2DArray, isFinite)
