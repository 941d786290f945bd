#version 300 es
// One triangle over the whole canvas; the scissor leaves the part of the pane that shows voxels.
// CPU twin: the loops of paint.ts.

void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(corner, 0.0, 1.0);
}
