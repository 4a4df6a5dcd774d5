import { SCENE_COLORS, variableOf, type SceneColorName } from '../view/vizTheme.js';

/** Colours of the scene, each `#rrggbb`; those that no CSS variable sets are not there. */
export type FoundColors = Readonly<Partial<Record<SceneColorName, string>>>;

/**
 * The colours of the scene that CSS variables have on an element, from whatever rule or element above it they come.
 * @returns opaque colours of sRGB; without those that are not set, or hold no colour
 */
export function readCssColors(element: HTMLElement): FoundColors {
  const style = getComputedStyle(element);
  const set = SCENE_COLORS.map(
    (name) => [name, style.getPropertyValue(variableOf(name)).trim()] as const,
  ).filter(([, value]) => value !== '');
  if (set.length === 0) return {};
  const probe = element.ownerDocument.createElement('span');
  // Not displayed, it has no transition from one colour to the next.
  probe.style.display = 'none';
  element.append(probe);
  const colors: Partial<Record<SceneColorName, string>> = {};
  for (const [name, value] of set) {
    const color = resolveColor(probe, value);
    if (color !== null) colors[name] = color;
  }
  probe.remove();
  return colors;
}

/** Any CSS colour as `#rrggbb`; null for what is none. */
function resolveColor(probe: HTMLElement, value: string): string | null {
  probe.style.color = '';
  probe.style.color = value;
  if (probe.style.color === '') return null;
  const plain = toHex(getComputedStyle(probe).color);
  if (plain !== null) return plain;
  // Computed values of `oklch(…)`, `lab(…)` and others stay what they are; a mix in sRGB is in sRGB.
  probe.style.color = `color-mix(in srgb, ${value}, ${value})`;
  return toHex(getComputedStyle(probe).color);
}

/** `rgb(255, 0, 0)`, `rgba(…)` or `color(srgb 1 0 0)`, as computed colours are written, in `#rrggbb`; null for another. */
function toHex(color: string): string | null {
  const [, kind, channels = ''] = /^(rgba?\(|color\(srgb )([^/)]*)/.exec(color) ?? [];
  if (kind === undefined) return null;
  const scale = kind.startsWith('rgb') ? 1 : 255;
  const bytes = channels
    .split(/[\s,]+/)
    .filter((text) => text !== '')
    .slice(0, 3)
    .map((text) => Math.min(255, Math.max(0, Math.round((Number.parseFloat(text) || 0) * scale))));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
