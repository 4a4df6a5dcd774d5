/** Updates that come at a steady rate, as over a connection: the next one is given only once the last was taken in. */
export interface LiveStream {
  /** Updates that were taken in so far. */
  readonly taken: number;
  stop(): void;
}

/** In a thread of its own: what the page does holds no clock up, and to wait costs the page nothing. */
const SENDER = `
let intervalMs = 0, begunMs = 0, next = 0;
const send = () => {
  const waitMs = begunMs + next * intervalMs - performance.now();
  if (waitMs > 0) setTimeout(send, waitMs);
  else postMessage(next++);
};
onmessage = ({ data }) => {
  if (data !== null) { intervalMs = data; begunMs = performance.now(); }
  send();
};`;

/** @param take - called with the index of each update, when it is due or as soon after as the page gets to it */
export function openLiveStream(updatesPerSecond: number, take: (i: number) => void): LiveStream {
  const url = URL.createObjectURL(new Blob([SENDER], { type: 'text/javascript' }));
  const worker = new Worker(url);
  let taken = 0;
  worker.onmessage = ({ data }: MessageEvent<number>) => {
    take(data);
    taken++;
    worker.postMessage(null);
  };
  worker.postMessage(1000 / updatesPerSecond);
  return {
    get taken() {
      return taken;
    },
    stop() {
      worker.onmessage = null;
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
