import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { readLog } from '../../test/fixtures/readLog.js';
import { createUpdate } from '../../test/protocol/createMessage.js';
import { addressOf } from '../../test/transport/createTransport.js';
import { createFastClock } from './fastClock.js';
import { allFacts, foldOf, type RecordingSink } from '../../test/transport/recordingSink.js';
import type { StreamClient, StreamHandler } from '../../test/transport/streamServer.js';
import type { FaultLab } from './faultLab.js';

/** One way in which a network or a server fails. Each trial draws where and when it does. */
export interface FaultScenario {
  readonly name: string;
  /** Whether the store came to hold what it must; rejects or does not end where it never came so far. */
  survives(lab: FaultLab): Promise<boolean>;
}

const LOG = readLog('real-iris');
const WHOLE = foldOf(LOG);
const RESTARTED = readLog('real-restart-midrun');

const drawBetween = (lab: FaultLab, from: number, to: number): number =>
  from + Math.floor(lab.random() * (to - from));

const sendAll = (client: StreamClient, texts: readonly string[]): void =>
  texts.forEach((text) => client.send(text));

const REPLAYING: StreamHandler = { greet: (client) => sendAll(client, LOG) };

/** The first client is sent the beginning of the log, each later one the whole. */
function replayAfter(head: readonly string[]): StreamHandler {
  let greeted = 0;
  return { greet: (client) => sendAll(client, greeted++ === 0 ? head : LOG) };
}

/** The last message says something else than the end of the run, and is there once. */
async function untilLogEnds(sink: RecordingSink): Promise<void> {
  await sink.until(() => sink.texts.at(-1) === LOG.at(-1));
}

const holdsWhole = (sink: RecordingSink): boolean => isDeepStrictEqual(allFacts(sink.store), WHOLE);

/** Whether each message came once for each time it was sent, in order, and nothing by halves. */
const heard = (sink: RecordingSink, ...sent: readonly (readonly string[])[]): boolean =>
  isDeepStrictEqual(sink.texts, sent.flat());

/** Whether what came is the log from its first message on, over and over, each time as far as the link lasted. */
function heardFromTheBeginning(texts: readonly string[]): boolean {
  let next = 0;
  return texts.every((text) => {
    if (text === LOG[0]) next = 0;
    return text === LOG[next++];
  });
}

async function survivesCutWithReplay(lab: FaultLab): Promise<boolean> {
  const head = LOG.slice(0, drawBetween(lab, 1, LOG.length - 1));
  const proxy = await lab.proxyTo(await lab.serve(replayAfter(head)));
  const { sink } = lab.connect(proxy.port);
  await sink.until(() => sink.texts.length === head.length);
  proxy.cut();
  await untilLogEnds(sink);
  return heard(sink, head, LOG) && holdsWhole(sink);
}

async function survivesCutWithoutReplay(lab: FaultLab): Promise<boolean> {
  const [before, missed, after] = [drawBetween(lab, 1, 30), drawBetween(lab, 1, 20), drawBetween(lab, 1, 30)];
  const updates = Array.from({ length: before + missed + after }, (_, i) =>
    JSON.stringify(createUpdate({ step_start: i }, { seq: i + 1 })),
  );
  const sent = [updates.slice(0, before), updates.slice(before + missed)];
  let greeted = 0;
  const server = await lab.serve({ greet: (client) => sendAll(client, sent[greeted++] ?? []) });
  const proxy = await lab.proxyTo(server);
  const { sink } = lab.connect(proxy.port);
  await sink.until(() => sink.texts.length === before);
  proxy.cut();
  await sink.until(() => sink.texts.length === before + after);
  const holes = computeMissingSteps(selectShownRun(sink.store.getState())!);
  return (
    heard(sink, ...sent) &&
    isDeepStrictEqual(allFacts(sink.store), foldOf(sent.flat())) &&
    isDeepStrictEqual(holes, [{ from: before, to: before + missed - 1 }])
  );
}

async function survivesTruncations(lab: FaultLab): Promise<boolean> {
  const proxy = await lab.proxyTo(await lab.serve(REPLAYING));
  proxy.truncateAfter(drawBetween(lab, 1, 40_000));
  const { sink, connection } = lab.connect(proxy.port);
  for (let i = 0; i < 5; i++) {
    await sink.untilStatus('waiting');
    if (!isDeepStrictEqual(allFacts(sink.store), foldOf(sink.texts))) return false;
    proxy.truncateAfter(drawBetween(lab, 1, 40_000));
    connection.reconnect();
  }
  await sink.untilStatus('waiting');
  proxy.truncateAfter(Infinity);
  connection.reconnect();
  await untilLogEnds(sink);
  return heardFromTheBeginning(sink.texts) && holdsWhole(sink);
}

async function survivesRestart(lab: FaultLab): Promise<boolean> {
  const restart = RESTARTED.findLastIndex((line) => line.includes('"seq": 1,'));
  const before = RESTARTED.slice(0, drawBetween(lab, 1, restart + 1));
  const after = RESTARTED.slice(restart);
  const first = await lab.serve({ greet: (client) => sendAll(client, before) });
  // With the short waits of a trial the usual ten attempts may be over before a busy machine has started the second server.
  const { sink } = lab.connect(first.port, { maxUnopenedAttempts: Infinity });
  await sink.until(() => sink.texts.length === before.length);
  await first.kill();
  await sink.until(() => sink.statuses().includes('waiting'));
  await lab.serve({ greet: (client) => sendAll(client, after) }, first.port);
  await sink.until(() => sink.texts.length === before.length + after.length);
  return heard(sink, before, after) && isDeepStrictEqual(allFacts(sink.store), foldOf([...before, ...after]));
}

async function survivesFreeze(lab: FaultLab): Promise<boolean> {
  const head = LOG.slice(0, drawBetween(lab, 1, LOG.length - 1));
  const server = await lab.serve(replayAfter(head));
  const proxy = await lab.proxyTo(server);
  const { sink } = lab.connect(proxy.port, { silenceMs: 200 });
  await sink.until(() => sink.texts.length === head.length);
  proxy.freeze();
  // The server goes on to speak into the void.
  sendAll(server.clients[0]!, LOG.slice(head.length));
  await sink.untilStatus('waiting');
  proxy.thaw();
  await untilLogEnds(sink);
  return heard(sink, head, LOG) && holdsWhole(sink);
}

const CLOCK_FACTOR = 20;
const BEAT_MS = 100;

/** No time is given: the transport learns it from heartbeats, 2 s apart by a clock that runs 20 times as fast. */
async function survivesFreezeUnconfigured(lab: FaultLab): Promise<boolean> {
  const head = LOG.slice(0, drawBetween(lab, 1, LOG.length - 1));
  const { greet } = replayAfter(head);
  const server = await lab.serve({
    greet(client) {
      greet(client);
      const beating = setInterval(() => client.beat(), BEAT_MS);
      client.request.socket.on('close', () => clearInterval(beating));
    },
  });
  const proxy = await lab.proxyTo(server);
  const options = { clock: createFastClock(CLOCK_FACTOR), backoff: { baseMs: 100, floorMs: 100 } };
  const { sink } = lab.connect(proxy.port, options);
  await sink.untilStatus('open');
  await sleep(drawBetween(lab, 4 * BEAT_MS, 6 * BEAT_MS));
  proxy.freeze();
  await sink.untilStatus('waiting');
  proxy.thaw();
  await untilLogEnds(sink);
  // On WebSocket a heartbeat is a message.
  const said = sink.texts.filter((text) => !text.includes('"PING"'));
  return heardFromTheBeginning(said) && holdsWhole(sink);
}

async function survivesDelay(lab: FaultLab): Promise<boolean> {
  const proxy = await lab.proxyTo(await lab.serve(REPLAYING));
  proxy.delay(drawBetween(lab, 20, 250));
  const { sink } = lab.connect(proxy.port);
  await untilLogEnds(sink);
  return heard(sink, LOG) && isDeepStrictEqual(sink.statuses(), ['connecting', 'open']) && holdsWhole(sink);
}

async function survivesRelay(lab: FaultLab): Promise<boolean> {
  const relayed = [...LOG, ...LOG, ...LOG]
    .map((text) => ({ text, rank: lab.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ text }) => text);
  const server = await lab.serve({ greet: (client) => sendAll(client, relayed) });
  const { sink } = lab.connect(server.port);
  await sink.until(() => sink.texts.length === relayed.length);
  return heard(sink, relayed) && holdsWhole(sink);
}

async function survives503(lab: FaultLab): Promise<boolean> {
  // Fewer than the attempts that a transport makes by default.
  let refusals = drawBetween(lab, 1, 10);
  const server = await lab.serve({
    ...REPLAYING,
    refuse: () => (refusals-- > 0 ? { status: 503 } : null),
  });
  const { sink } = lab.connect(server.port);
  await untilLogEnds(sink);
  return heard(sink, LOG) && holdsWhole(sink);
}

async function survivesExpiredToken(lab: FaultLab): Promise<boolean> {
  const head = LOG.slice(0, drawBetween(lab, 1, LOG.length - 1));
  let good = 'token-1';
  const server = await lab.serve({
    ...replayAfter(head),
    refuse: ({ url }) => (url!.endsWith(`token=${good}`) ? null : { status: 401 }),
  });
  let issued = 0;
  const { sink } = lab.connect(() =>
    Promise.resolve(addressOf(lab.kind, server.port, `?token=token-${++issued}`)),
  );
  await sink.until(() => sink.texts.length === head.length);
  // The second token has expired already when it is used.
  good = 'token-3';
  server.clients[0]!.end(4401);
  await untilLogEnds(sink);
  return heard(sink, head, LOG) && holdsWhole(sink);
}

async function survivesAbsence(lab: FaultLab): Promise<boolean> {
  const gone = await lab.serve(REPLAYING);
  await gone.kill();
  const { sink, connection } = lab.connect(gone.port, { maxUnopenedAttempts: drawBetween(lab, 1, 6) });
  await sink.untilStatus('failed');
  await lab.serve(REPLAYING, gone.port);
  connection.reconnect();
  await untilLogEnds(sink);
  return heard(sink, LOG) && holdsWhole(sink);
}

/** Every fault that is tried, on each transport. */
export const FAULT_SCENARIOS: readonly FaultScenario[] = [
  { name: 'a cut anywhere, then a replay', survives: survivesCutWithReplay },
  { name: 'a cut anywhere, no replay: holes as holes', survives: survivesCutWithoutReplay },
  { name: 'six breaks at any byte, then a replay', survives: survivesTruncations },
  { name: 'a server killed, and back with seq 1', survives: survivesRestart },
  { name: 'a freeze, with a time of silence given', survives: survivesFreeze },
  { name: 'a freeze, with heartbeats alone', survives: survivesFreezeUnconfigured },
  { name: 'a slow network', survives: survivesDelay },
  { name: 'a relay that sends all three times, in any order', survives: survivesRelay },
  { name: 'HTTP 503', survives: survives503 },
  { name: 'an expired token', survives: survivesExpiredToken },
  { name: 'no server, and one later', survives: survivesAbsence },
];
