// Run by gridMemory.test.ts in a process of its own with a small heap: what decoding and loading take of memory.
//   node --expose-gc --max-old-space-size=64 measureMemory.mjs <bundle of src/surface/grid> <url of a gzip bomb>
import { pathToFileURL } from 'node:url';

const [bundle, bombUrl] = process.argv.slice(2);
const { decodeGrid, loadGrid } = await import(pathToFileURL(bundle).href);

/** What a call adds at its peak, in bytes: of array buffers where it looks, of the whole process over all. */
async function measure(call) {
  globalThis.gc();
  const rssBefore = process.memoryUsage().rss;
  const before = process.memoryUsage().arrayBuffers;
  let buffers = 0;
  const look = () => {
    buffers = Math.max(buffers, process.memoryUsage().arrayBuffers - before);
  };
  const outcome = await call(look);
  look();
  return { outcome, buffers, rss: Math.max(0, process.resourceUsage().maxRSS * 1024 - rssBefore) };
}

/** A .npy file of `dataBytes` bytes of data. */
function writeNpy(descr, shape, dataBytes, textBytes) {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(115) + '\n';
  const bytes = new Uint8Array(12 + text.length + dataBytes);
  const head = Buffer.from(`\x93NUMPY\x02\x00....${text}`, 'latin1');
  head.writeUInt32LE(textBytes ?? text.length, 8);
  bytes.set(head);
  return bytes;
}

const files = {
  'huge shape': writeNpy('<f4', '(1000000000, 1000000000)', 64),
  'shape within the limit, no data': writeNpy('|u1', '(4096, 4096)', 64),
  'shape beyond the limit': writeNpy('|u1', '(65536, 65536)', 64),
  'oblong shape': writeNpy('|u1', '(2, 16777216)', 64),
  'huge header': writeNpy('<f4', '(2, 2)', 16, 0xffff_ffff),
  'header of 64 KiB that is not there': writeNpy('<f4', '(2, 2)', 16, 65_536),
  'resolution without data': new Uint8Array(64),
};
const decodings = {};
for (const [name, bytes] of Object.entries(files))
  decodings[name] = await measure(() => decodeGrid(bytes, 4096).problem?.code ?? 'a grid');

const host = {
  URL,
  AbortController,
  random: Math.random,
  now: () => performance.now(),
  startTimer(onTime, delayMs) {
    const handle = setTimeout(onTime, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};

const load = (maxBytes) =>
  measure(async (look) => {
    let receivedBytes = 0;
    const onProgress = (progress) => {
      ({ receivedBytes } = progress);
      look();
    };
    const options = { host, fetchAsset: fetch, maxBytes, onProgress };
    const problem = await loadGrid({ url: bombUrl, resolution: 500 }, options).then(
      () => 'a grid',
      (error) => error.problem ?? String(error),
    );
    return { code: problem.code ?? problem, receivedBytes };
  });

// The small limit first: the peak of the process never falls again.
const loads = [await load(8_388_608), await load(67_108_864)];
process.stdout.write(JSON.stringify({ decodings, loads }));
process.exit(0);
