import { describe, expect, it } from 'vitest';
import { createNodeEmitter } from '../../../src/emitter/node/createNodeEmitter.js';
import { joinFeeds } from '../../../src/emitter/node/joinFeeds.js';
import { createSeqCounter } from '../../../src/emitter/seqCounter.js';
import { allFacts, foldOf } from '../../transport/recordingSink.js';
import { createRunStore } from '../../../src/run/runStore.js';
import { createCollector, createHeldSink, settle } from '../createTestEmitter.js';
import { countAttached, createManualFeed } from './testFeeds.js';

function createTwoRuns() {
  const counter = createSeqCounter();
  return ['a', 'b'].map((runId) => {
    const { texts, sink } = createCollector();
    const emitter = createNodeEmitter({ projectId: 'p', runId, counter, maxBatchPoints: 1, send: sink });
    return { emitter, texts };
  });
}

describe('joined feeds', () => {
  it('bring each client all runs, also one that is added while it is there', async () => {
    const [a, b] = createTwoRuns();
    const joined = joinFeeds([a!.emitter]);
    await a!.emitter.start({ x: 0, y: 0 });
    const early = createCollector();
    joined.attach((text) => void early.texts.push(text));
    await b!.emitter.start({ x: 0.5, y: 0 });
    joined.add(b!.emitter);
    await a!.emitter.step({ x: 0.1, y: 0 });
    await b!.emitter.step({ x: 0.4, y: 0 });
    const late = createCollector();
    joined.attach((text) => void late.texts.push(text));
    await settle();
    for (const { texts } of [early, late]) {
      const store = createRunStore();
      for (const text of texts) store.ingest(text);
      expect(allFacts(store)).toEqual(foldOf([...a!.texts, ...b!.texts]));
    }
  });

  it('hand a client one message at a time, whichever feed it is of, and each feed its own answer', async () => {
    const feeds = [createManualFeed(), createManualFeed(), createManualFeed()];
    const { sink, texts, answer, refuse } = createHeldSink();
    joinFeeds(feeds).attach((text) => sink(text, {} as never));
    const answers = feeds.map((feed, i) => Promise.resolve(feed.say(`from ${i}`)[0]));
    expect(texts).toEqual(['from 0']);
    const refused = expect(answers[0]).rejects.toThrow('the link broke');
    await refuse(new Error('the link broke'));
    await refused;
    expect(texts).toEqual(['from 0', 'from 1']);
    await answer();
    await answers[1];
    expect(texts).toEqual(['from 0', 'from 1', 'from 2']);
    await answer();
    await answers[2];
    void feeds[0]!.say('again');
    expect(texts.at(-1)).toBe('again');
  });

  it('give positions, and take one, as long as there has been one feed', () => {
    const feed = createManualFeed();
    const positions: (string | null)[] = [];
    const joined = joinFeeds([feed]);
    joined.attach((_text, { position }) => void positions.push(position), { resumeFrom: 'e:1' });
    expect(feed.arrivals[0]?.resumeFrom).toBe('e:1');
    feed.say('a', 'e:2');
    const remove = joined.add(createManualFeed());
    feed.say('b', 'e:3');
    remove();
    feed.say('c', 'e:4');
    expect(positions).toEqual(['e:2', null, null]);
    joined.attach(() => undefined, { resumeFrom: 'e:4' });
    expect(feed.arrivals[1]?.resumeFrom).toBeUndefined();
  });

  it('detach a client from all, and all clients from one that is taken out', () => {
    const feeds = [countAttached(createManualFeed()), countAttached(createManualFeed())];
    const joined = joinFeeds([feeds[0]!]);
    const remove = joined.add(feeds[1]!);
    const detach = joined.attach(() => undefined);
    joined.attach(() => undefined);
    expect(feeds.map((feed) => feed.attached())).toEqual([2, 2]);
    remove();
    expect(feeds.map((feed) => feed.attached())).toEqual([2, 0]);
    detach();
    detach();
    expect(feeds.map((feed) => feed.attached())).toEqual([1, 0]);
  });

  it('are as before where one that is added takes no client, and where one is added again', () => {
    const feed = countAttached(createManualFeed());
    const joined = joinFeeds([feed]);
    joined.attach(() => undefined);
    const [run] = createTwoRuns();
    run!.emitter.close();
    expect(() => joined.add(run!.emitter)).toThrow('the emitter is closed');
    joined.attach(() => undefined);
    expect(feed.attached()).toBe(2);
    joined.add(feed)();
    expect(feed.attached()).toBe(0);
  });

  it('detach a client that leaves when it receives the first message of a feed that is added', async () => {
    const [run] = createTwoRuns();
    await run!.emitter.start({ x: 0, y: 0 });
    const feed = countAttached(run!.emitter);
    const joined = joinFeeds();
    const detach = joined.attach(() => detach());
    joined.add(feed);
    expect(feed.attached()).toBe(0);
  });

  it('keep nobody whom one of them does not take', () => {
    const feed = countAttached(createManualFeed());
    const [run] = createTwoRuns();
    run!.emitter.close();
    const joined = joinFeeds([feed, run!.emitter]);
    expect(() => joined.attach(() => undefined)).toThrow('the emitter is closed');
    expect(feed.attached()).toBe(0);
  });
});
