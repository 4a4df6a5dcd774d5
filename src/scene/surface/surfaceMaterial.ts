import { Color, DoubleSide, type ShaderMaterial, Vector3 } from 'three';
import { createShaderMaterial } from '../shaderMaterial.js';
import { CUT_ROOM } from '../../surface/index.js';
import { SRGB_GLSL } from '../colorSpace.js';
import { FIELD_GLSL, type FieldTexture } from './fieldTexture.js';
import { TILE_CELLS } from './surfaceGeometry.js';

/** Lines of the hatching per unit along an axis: where x - y, normalized, is a multiple of 0.08. */
const HATCH_LINES = 1 / 0.08;

/** Width of the stripes where heights are cut, in device pixels, along either axis of the picture. */
const STRIPE_PX = 4;

const VERTEX = /* glsl */ `
${FIELD_GLSL}
uniform int tilesPerSide;
varying float vHeight;
varying float vMissing;
varying float vCut;
varying vec2 vPlace;
varying vec3 vNormal;
varying vec3 vView;

bool isInside(ivec2 node) {
  return min(node.x, node.y) >= 0 && max(node.x, node.y) < nodes;
}

/** Rise per unit along an axis, between the neighbours that have a sample; beside an edge or a hole from the node itself. */
float slopeAlong(ivec2 axis, ivec2 node, float value, float spacing) {
  float before = isInside(node - axis) ? valueAt(node - axis) : valueAt(node);
  float after = isInside(node + axis) ? valueAt(node + axis) : valueAt(node);
  float cells = 2.0;
  if (!isInside(node - axis) || isMissing(before)) { before = value; cells -= 1.0; }
  if (!isInside(node + axis) || isMissing(after)) { after = value; cells -= 1.0; }
  return cells > 0.0 ? (heightOf(after) - heightOf(before)) / (spacing * cells) : 0.0;
}

void main() {
  ivec2 tile = ivec2(gl_InstanceID % tilesPerSide, gl_InstanceID / tilesPerSide);
  // Beyond the last node the triangles of the last tile collapse.
  ivec2 node = min(tile * ${TILE_CELLS} + ivec2(position.xy), ivec2(nodes - 1));
  float spacing = 2.0 / float(nodes - 1);
  float value = valueAt(node);
  bool hasSample = !isMissing(value);
  vMissing = hasSample ? 0.0 : 1.0;
  vHeight = hasSample ? heightOf(value) : 0.0;
  float room = ${CUT_ROOM} * valueSpan;
  vCut = hasSample && (value < valueEnds.x - room || value > valueEnds.y + room) ? 1.0 : 0.0;
  float slopeX = hasSample ? slopeAlong(ivec2(1, 0), node, value, spacing) : 0.0;
  float slopeY = hasSample ? slopeAlong(ivec2(0, 1), node, value, spacing) : 0.0;
  vNormal = normalMatrix * vec3(-slopeX, 1.0, slopeY);
  vPlace = vec2(node) * spacing - 1.0;
  vec4 view = modelViewMatrix * vec4(vPlace.x, vHeight, -vPlace.y, 1.0);
  vView = view.xyz;
  gl_Position = projectionMatrix * view;
}
`;

const FRAGMENT = /* glsl */ `
${SRGB_GLSL}
uniform sampler2D colorMap;
uniform vec3 lightDirection;
/** Ambient, diffuse and specular light. */
uniform vec3 light;
uniform vec2 contours;
uniform bool isKnown;
uniform vec3 ground;
uniform vec3 hatch;
varying float vHeight;
varying float vMissing;
varying float vCut;
varying vec2 vPlace;
varying vec3 vNormal;
varying vec3 vView;

/** Coverage of the pixel by lines about one pixel wide at every whole level, whatever the slope; 0 where they are too dense. */
float lineAt(float level) {
  float width = fwidth(level);
  float distanceToLine = abs(fract(level - 0.5) - 0.5) / max(width, 1e-6);
  return (1.0 - smoothstep(0.35, 1.15, distanceToLine)) * (1.0 - smoothstep(0.25, 0.6, width));
}

/** Stripes across the picture, ${STRIPE_PX} pixels each. */
vec3 stripe(vec3 color) {
  float place = (gl_FragCoord.x + gl_FragCoord.y) / ${(2 * STRIPE_PX).toFixed(1)};
  return mix(color, vec3(step(0.5, fract(place))), 0.62);
}

void main() {
  if (!isKnown) {
    // Unlit, so that nothing looks like a height; the lines lie on the ground, so that they move with it.
    float line = lineAt((vPlace.x - vPlace.y) * ${HATCH_LINES.toFixed(1)});
    gl_FragColor = vec4(toSrgb(mix(ground, hatch, line)), 1.0);
    return;
  }
  // Interpolated: exactly 0 only where all corners of the triangle have a sample.
  if (vMissing > 0.0) discard;
  vec3 normal = normalize(vNormal);
  vec3 toEye = normalize(-vView);
  // Seen from below, or under a negative zScale, the other side is lit.
  if (dot(normal, toEye) < 0.0) normal = -normal;
  float height = clamp(vHeight, 0.0, 1.0);
  vec3 color = texture(colorMap, vec2(height * (255.0 / 256.0) + 0.5 / 256.0, 0.5)).rgb;

  float facing = dot(normal, lightDirection);
  float diffuse = 0.5 + 0.5 * facing;
  float shine = pow(max(dot(normal, normalize(lightDirection + toEye)), 0.0), 40.0);
  color = color * (light.x + light.y * diffuse) + light.z * shine;

  // Contours at even losses.
  float line = lineAt(vHeight * contours.x + contours.y);
  color = mix(color, color * 0.45, line * 0.55);
  // Where a corner's height is cut: light and dark stripes, which no colour map has.
  if (vCut > 0.0) color = stripe(color);

  gl_FragColor = vec4(toSrgb(color), 1.0);
}
`;

/** From the upper left, over the viewer's shoulder, in view space. */
const LIGHT_DIRECTION = new Vector3(-0.45, 0.75, 0.48).normalize();

/** Ambient, diffuse and specular light. With `(1, 0, 0)` a height has exactly the colour map's colour. */
const LIGHT = new Vector3(0.52, 0.62, 0.05);

/** Draws a height field on the tiles of `createSurfaceGeometry`, coloured by height, with contours; an unknown surface is flat and hatched. */
export function createSurfaceMaterial(field: FieldTexture['uniforms']): ShaderMaterial {
  return createShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    side: DoubleSide,
    uniforms: {
      ...field,
      tilesPerSide: { value: 1 },
      colorMap: { value: null },
      lightDirection: { value: LIGHT_DIRECTION },
      // Cloned, so that a host that turns off the light of one surface leaves the others lit.
      light: { value: LIGHT.clone() },
      contours: { value: [0, 0] },
      isKnown: { value: true },
      ground: { value: new Color() },
      hatch: { value: new Color() },
    },
  });
}
