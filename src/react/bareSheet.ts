/**
 * Where everything is in a page without our style sheet: the picture fills the view, text stands over it. No more than that, and
 * without specificity, so that any rule of a host wins.
 */
export const BARE_SHEET = `
@layer theme.gdv {
  :where(.gdv) { position: relative; box-sizing: border-box; width: 100%; height: 100%; overflow: hidden }
}
:where(.gdv-canvas) { position: absolute !important; inset: 0 }
:where(.gdv-labels, .gdv-overlay) { position: absolute; inset: 0; overflow: hidden; pointer-events: none; font: 13px/1.45 system-ui, sans-serif }
:where(.gdv-label, .gdv-mark) { position: absolute; top: 0; left: 0; white-space: nowrap }
:where(.gdv-overlay, .gdv-column) { display: flex; flex-direction: column; align-items: flex-start; gap: 8px }
:where(.gdv-overlay) { box-sizing: border-box; padding: 12px }
:where(.gdv-column) { max-width: calc(100% - 130px) }
:where(.gdv-overlay > *, .gdv-column > *) { margin: 0; pointer-events: auto }
:where(.gdv-card, .gdv-notice, .gdv-connection) { padding: 6px 10px; background: Canvas; color: CanvasText }
:where(.gdv-readout-head, .gdv-figures) { display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 0 }
:where(.gdv-figures dd) { margin: 0 }
:where(.gdv-legend, .gdv-projection, .gdv-connection) { position: absolute; bottom: 12px }
:where(.gdv-legend) { right: 12px; max-width: 8em; text-align: right }
:where(.gdv-connection) { top: 12px; right: 12px; bottom: auto }
:where(.gdv-legend-bar) { position: relative; width: 10px; height: 120px; margin: 8px 0 8px auto }
:where(.gdv-legend-tick) { position: absolute; right: 16px; line-height: 1; transform: translateY(50%) }
:where(.gdv-rate-short) { display: block }
:where(.gdv-timeline, .gdv-rates) { display: none }
:where(.gdv-announcement) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
`;
