#version 300 es
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

// Everything that is looked up by index: axis tables and colours. See lookup.ts.
uniform sampler2D uLookup;

// Unit steps along the pane's axes, in texels.
uniform ivec3 uAcross;
uniform ivec3 uDown;

// Where a pixel falls on a field: between which voxels, and the nearest one.
struct Place {
  ivec3 lowLow;
  ivec3 highLow;
  ivec3 lowHigh;
  ivec3 highHigh;
  ivec3 nearest;
  float across;
  float down;
};

vec4 lookup(int index) {
  return texelFetch(uLookup, ivec2(index & 1023, index >> 10), 0);
}

// tables: indices of the entries of pixel 0 of the canvas, across and down.
// origin: the slice, along the third axis.
Place placeOf(ivec2 pixel, ivec2 tables, ivec3 origin) {
  vec4 across = lookup(tables.x + pixel.x);
  vec4 down = lookup(tables.y + pixel.y);
  ivec3 left = origin + uAcross * int(across.x);
  ivec3 right = origin + uAcross * int(across.y);
  ivec3 above = uDown * int(down.x);
  ivec3 below = uDown * int(down.y);
  ivec3 nearest = origin + uAcross * int(across.w) + uDown * int(down.w);
  return Place(left + above, right + above, left + below, right + below, nearest, across.z, down.z);
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

// Sets value to the linear interpolation of four voxels; false if one of them is not finite.
#define BETWEEN(SAMPLER)                                             \
  bool between(SAMPLER field, Place place, out float value) {        \
    float a = stored(field, place.lowLow);                           \
    float b = stored(field, place.highLow);                          \
    float c = stored(field, place.lowHigh);                          \
    float d = stored(field, place.highHigh);                         \
    float top = mixed(a, b, place.across);                           \
    float bottom = mixed(c, d, place.across);                        \
    value = mixed(top, bottom, place.down);                          \
    return isFinite(a) && isFinite(b) && isFinite(c) && isFinite(d); \
  }
BETWEEN(isampler2DArray)
BETWEEN(usampler2DArray)
BETWEEN(sampler2DArray)

// Sets value to the nearest voxel; false if it is not finite.
#define NEAREST(SAMPLER)                                      \
  bool nearest(SAMPLER field, Place place, out float value) { \
    value = stored(field, place.nearest);                     \
    return isFinite(value);                                   \
  }
NEAREST(isampler2DArray)
NEAREST(usampler2DArray)
NEAREST(sampler2DArray)
