/** Level and hint of the findings that one message alone cannot show, or that the reader ignores. */
export const STREAM_RULES = {
  no_events: {
    level: 'error',
    hint: 'Look whether this is the right log, and whether the backend emits at all.',
  },
  message_wrapped: {
    level: 'error',
    hint: 'Send the envelope itself, one in each message, or have the page unwrap it: `store.ingest(message.push.pub.data)`. A message of another form is passed over in silence.',
  },
  type_doubtful: {
    level: 'error',
    hint: 'Set `"type": "EVENT"`, in upper case: a message of another type is passed over in silence.',
  },
  event_name_doubtful: {
    level: 'warning',
    hint: 'Spell the name as the contract does: an event of another name is passed over in silence.',
  },
  field_name_doubtful: {
    level: 'warning',
    hint: 'Write the name as the contract does: a field of another name is passed over in silence.',
  },
  field_misplaced: {
    level: 'warning',
    hint: 'Put the field where it is read: in another object it is passed over in silence.',
  },
  epoch_invalid: {
    level: 'warning',
    hint: 'Send one random text for the life of the process, or leave `epoch` out.',
  },
  ts_doubtful: {
    level: 'warning',
    hint: "Send Unix time in milliseconds, such as Python's `time.time_ns() // 1_000_000`: a monotonic clock is none, and nanoseconds are none.",
  },
  ts_unit_mixed: {
    level: 'error',
    hint: 'Send `ts` in milliseconds everywhere: one that is cut to whole seconds comes before its neighbours.',
  },
  ts_back: {
    level: 'warning',
    hint: 'Never send a `ts` below the last one: it decides which of two events is the later. Count and stamp under one lock.',
  },
  seq_repeated: {
    level: 'error',
    hint: 'Count `seq` up by one for each event of the project, whichever run and thread it is of.',
  },
  seq_restarted: {
    level: 'note',
    hint: 'Nothing is wrong if the backend was started anew here.',
  },
  update_before_start: {
    level: 'error',
    hint: 'Send `GD_PATH_STARTED` before the first update of its run.',
  },
  start_missing: {
    level: 'warning',
    hint: 'Send `GD_PATH_STARTED` before the first update, and the run from its start to a client that comes late.',
  },
  second_start: {
    level: 'note',
    hint: 'Nothing is wrong if the path was to begin anew: its earlier points are dropped. A run that goes on sends no second start.',
  },
  update_after_end: {
    level: 'error',
    hint: 'Send `GD_PATH_FINISHED` once, after the last update; or a new `run_id` for what comes after.',
  },
  second_end: {
    level: 'warning',
    hint: 'Send `GD_PATH_FINISHED` once: the later one holds.',
  },
  final_step_mismatch: {
    level: 'error',
    hint: 'Send as `final_step` the last step, or the number of steps.',
  },
  steps_missing: {
    level: 'warning',
    hint: 'Send every step in one of the updates: `step_start` is the step of `points[0]`. What a client missed is sent to it again when it comes back.',
  },
  report_every_missing: {
    level: 'warning',
    hint: 'Where the steps between are left out by design, send `report_every` with GD_PATH_STARTED: the line is then whole, and a report that is lost is seen.',
  },
  report_every_doubtful: {
    level: 'warning',
    hint: 'Count steps from 0, where `point0` is, and send a point for every multiple of `report_every`; `points[i]` is step `step_start + i`, so one point an update.',
  },
  steps_repeated: {
    level: 'warning',
    hint: 'Let `step_start` go on where the last update ended: `points[0]` is step `step_start`, and `point0` is step 0.',
  },
  points_outside: {
    level: 'warning',
    hint: 'Divide points by `domainHalf`: the surface is the square from -1 to 1. Points outside are legal, but most of a path is not.',
  },
  surface_missing: {
    level: 'warning',
    hint: 'Send `LOSS_SURFACE_SPEC_READY` or `LOSS_SURFACE_GRID_READY` once a run: until then the path is drawn on flat ground.',
  },
  run_unfinished: {
    level: 'note',
    hint: 'Send `GD_PATH_FINISHED` whatever the cause of the end is: in a `finally`, or a viewer waits on it.',
  },
} as const;

/** Rules beyond those of the reader. */
export type StreamCode = keyof typeof STREAM_RULES;

/** Every one of them, in the order of the table. */
export const STREAM_CODES = Object.keys(STREAM_RULES) as readonly StreamCode[];
