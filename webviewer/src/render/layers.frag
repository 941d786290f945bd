// What each kind of layer does to the colour under it, 0 to 255 a channel, rounded after each
// layer. CPU twin: paintGray, paintMap and paintCalcium of paint.ts.

uniform float uRounding;
// 0 to 255.
uniform vec3 uBackground;
// The first pixel inside the volume, from the top left of the canvas, whose height is the third.
uniform ivec3 uFirst;
// Colours of maps and labels, 256 to a row; see colour-rows.ts.
uniform sampler2D uColourRows;

out vec4 outColour;

vec4 colourAt(int row, int index) {
  return texelFetch(uColourRows, ivec2(index, row), 0);
}

// ramp: base and gain, see stored.ts.
float levelOf(float value, vec2 ramp) {
  return clamp((value - ramp.x) * ramp.y, 0.0, 255.0);
}

// over: see overOf of pane-plan.ts. Whole numbers below 2^16, so exact.
vec3 laidOver(vec3 under, vec4 over) {
  return floor((under * over.a + over.rgb) * (1.0 / 256.0));
}

vec3 gray(bool isFiniteHere, float value, vec2 ramp, bool inverted) {
  if (!isFiniteHere) return vec3(0.0);
  float shown = floor(levelOf(value, ramp) + uRounding);
  return vec3(inverted ? 255.0 - shown : shown);
}

// border: sign and last, see stored.ts.
bool isBelow(float voxel, vec2 border) {
  return border.x * voxel <= border.y;
}

vec3 coloured(vec3 under, float value, vec2 ramp, int row) {
  return laidOver(under, colourAt(row, int(levelOf(value, ramp) + uRounding)));
}

vec3 calcium(vec3 under, float label, int row) {
  return laidOver(under, colourAt(row, int(label)));
}

// The pixel, counted from the first one inside the volume.
ivec2 pixelHere() {
  ivec2 fromBottom = ivec2(gl_FragCoord.xy);
  return ivec2(fromBottom.x, uFirst.z - 1 - fromBottom.y) - uFirst.xy;
}
