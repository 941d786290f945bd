// What each kind of layer does to the colour under it, 0 to 255 a channel, rounded after each
// layer. CPU twin: paintGray, paintMap and paintCalcium of paint.ts.

uniform float uRounding;
uniform int uHeightPx;

out vec4 outColour;

// ramp: base and gain, see stored.ts.
float levelOf(float value, vec2 ramp) {
  return clamp((value - ramp.x) * ramp.y, 0.0, 255.0);
}

vec3 blended(vec3 under, vec3 over, float opacity) {
  return floor(under + (over - under) * opacity + uRounding);
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

vec3 coloured(vec3 under, float value, vec2 ramp, int colours, float opacity) {
  float place = levelOf(value, ramp);
  int index = int(place);
  vec3 one = lookup(colours + index).rgb;
  vec3 two = lookup(colours + min(index + 1, 255)).rgb;
  return blended(under, one + (two - one) * (place - float(index)), opacity);
}

vec3 calcium(vec3 under, float label, int colours) {
  vec4 colour = lookup(colours + int(label));
  return blended(under, colour.rgb, colour.a);
}

// The pixel of the canvas, counted from its top left.
ivec2 pixelHere() {
  ivec2 fromBottom = ivec2(gl_FragCoord.xy);
  return ivec2(fromBottom.x, uHeightPx - 1 - fromBottom.y);
}
