import { SURFACE_KINDS } from '../../protocol/contract/surfaceParams.js';
import type { DiagnosticCode } from '../../protocol/diagnostic.js';

/** What to change at the backend, by code. A test keeps the last column of docs/diagnostics.md the same. */
export const DIAGNOSTIC_HINTS: Readonly<Record<DiagnosticCode, string>> = {
  json_invalid:
    'Send one JSON text in each message: no Python `repr`, no trailing comma, no comment. `found` shows the first character that does not fit.',
  json_non_finite:
    "Python's `json.dumps` writes `NaN` by default. Pass `allow_nan=False`, and leave out a value that is not finite.",
  message_truncated:
    'Send a message whole: do not split it over frames, and look for a proxy or a buffer that cuts it.',
  message_too_large:
    "Send more messages of fewer points, or raise the limit that is named: `maxMessageChars` of the transport, or of the store's `parseLimits`.",
  message_not_object:
    'Send an envelope. A JSON text that was encoded twice arrives as a string; bytes have to be decoded first.',
  unreadable:
    'Nothing at the backend: the page handed over an object with a getter or a Proxy that throws. Hand over plain objects or the text itself.',
  type_missing: 'Set `"type": "EVENT"`.',
  version_unknown: 'Set `"v": 1`, as a number.',
  id_too_long: 'Send ids, kinds and formats of at most 256 characters.',
  project_id_invalid: 'Send `project_id` as a text that is not empty. A number is none.',
  event_invalid: 'Put `{ "name", "payload" }` under `event`.',
  event_name_invalid: "Put the event's name, a text, under `event.name`.",
  payload_invalid: 'Put an object under `event.payload`, not an array and not a JSON text.',
  run_id_invalid: 'Send `run_id`, a text that is not empty, in the payload of every event.',
  ts_unusable: 'Send Unix time as a number above 0, in milliseconds (or in seconds). An ISO text is none.',
  seq_unusable: "Send the project's counter, an integer from 0 up, as a number.",
  space_unknown: 'Divide the points by `domainHalf` and send `"space": "normalized"`, or leave `space` out.',
  step_start_missing:
    'Send `step_start` with every update: without it a lost update shifts all that come after it.',
  step_start_invalid: 'Send `step_start` as an integer from 0 up. Null, a text or a fraction is none.',
  step_overflow: 'Count steps from 0, not from a clock or an address.',
  points_invalid: 'Send `points` as an array of `{ x, y }`.',
  too_many_points:
    'Send more updates of fewer points (5 to 20 is usual), or raise `parseLimits.maxPointsPerMessage`.',
  point_invalid:
    'Send `x` and `y` as numbers that are finite in float32. Where the optimizer diverged, stop and send the end with `"reason": "error"`.',
  additional_field_invalid:
    'Leave out a value that is not known or not finite. `residual` is at least 0, shares of variance lie in 0 to 1, `method` is `"pca"` or `"random"`, `source` is `"measured"` or `"illustrative"`, `report_every` an integer from 1 up, `restart` is `"projection"`, `plane` a text that is not empty.',
  final_step_invalid: 'Send `final_step` as an integer from 0 up: the last step, or the number of steps.',
  reason_unknown: 'Send `converged`, `max_steps`, `cancelled` or `error`, in lower case.',
  hyperparameter_invalid:
    'Send numbers: `eta` finite, `steps` an integer from 0 up, `tolGrad` and `tolStep` finite and at least 0. Of other names at most 64, each with a number, true, false, or a text of at most 200 characters.',
  surface_spec_invalid: 'Put `{ "kind", … }` under `payload.surface_spec`.',
  surface_kind_invalid: 'Send `kind` as a text that is not empty.',
  surface_kind_unknown: `Send one of ${SURFACE_KINDS.map((kind) => `\`${kind}\``).join(', ')}.`,
  surface_params_invalid: 'Send `params` as an object, `{}` or nothing for the defaults.',
  surface_param_invalid: 'Send the parameter as a number that is finite in float32, or leave it out.',
  hills_invalid: 'Send `params.hills` as an array of `{ x, y, amp, sigma }`.',
  hill_invalid: 'Give each hill all four of `x`, `y`, `amp`, `sigma`, finite in float32.',
  too_many_hills: 'Merge hills, or raise `parseLimits.maxHills`.',
  domain_half_invalid: 'Send half the side of the domain, in surface units: 6 for the square from -6 to 6.',
  z_scale_invalid:
    'Send scene units per loss unit, such as 0.3. To flatten a surface send a small number, not 0.',
  resolution_invalid: 'Send `resolution` as an integer of at least 2: samples, or cells, a side.',
  grid_format_invalid: 'Send `"grid_format": "float32"`.',
  asset_url_invalid: 'Send `asset_url` as a text that is not empty.',
  asset_url_refused:
    'Send an absolute `http:` or `https:` URL, or a path that the host resolves (`assetBaseUrl`).',
  asset_origin_refused:
    'Serve grids from an origin that the host lists in `assetOrigins`, and do not redirect elsewhere; or have the origin listed.',
  asset_unreachable:
    'Look whether the server runs and sends `Access-Control-Allow-Origin` to the page. It was tried again twice.',
  asset_status:
    'Serve the grid at its address before the event is sent, with 200. 5xx, 408 and 429 were tried again twice.',
  asset_timeout:
    'Send bytes at least every 15 seconds, all of them within two minutes; a lower resolution is shorter. Where nothing came at all, look whether links of server-sent events take every connection ([deployment.md](deployment.md#how-many-links-a-page-may-have)).',
  asset_too_large:
    'Send a lower resolution, or have the host raise `maxAssetBytes`. Compression does not help: unpacked bytes count.',
  asset_empty: 'Write the file before its address is announced, and look at its size.',
  asset_not_grid:
    'Send the samples themselves, not a page that asks to sign in, not JSON, and no file that is compressed without a `Content-Encoding`.',
  grid_length_mismatch:
    "Write `4·R²` bytes for R samples a side, or `4·(R + 1)²` for R cells: `Z.astype('<f4').tobytes()`.",
  grid_shape_invalid: 'Send as many rows as columns, at least two.',
  grid_format_unsupported:
    'Save an array of real numbers with `np.save(file, Z)`: no objects, no complex numbers, no records.',
  grid_axes_doubtful:
    'Write the array as the message says (such as `Z.T`). With `X, Y = np.meshgrid(xs, ys)` rows run along y.',
  heights_too_close:
    'Send losses that differ by at least 2^-126 (1.2e-38), in other units, or their logarithm; and a `zScale` that fits.',
  domain_half_mismatch:
    'Send the same `domainHalf` with the surface and with `GD_PATH_STARTED`, or with the surface alone.',
  path_limit_reached: 'Nothing is wrong. To keep more, raise `maxPointsPerRun` in the store.',
  run_limit_reached:
    'Nothing is wrong, unless each restart makes a new `run_id` by mistake. To keep more, raise `maxRuns` in the store.',
  reported_field_invalid:
    'Send `name` as a text, `step` as an integer from 0 up and `value` as a finite number: leave out a metric that is not finite. If you mean something else by this event, turn `readsReports` off.',
  series_limit_reached: "Send fewer metrics of a run, or raise the store's `maxSeriesPerRun`.",
  link_quiet:
    'If something was sent, look for a proxy or middleware that buffers or compresses ([deployment.md](deployment.md)). If not, send a hello or a heartbeat as soon as a client comes.',
  event_for_evicted_run:
    'Nothing is wrong: an old run is still being sent. To keep more, raise `maxRuns` in the store.',
};
