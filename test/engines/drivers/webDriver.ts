import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A session of a WebDriver that is spoken to over HTTP, https://www.w3.org/TR/webdriver2/. */
export interface WebDriverSession {
  /** What the browser says of itself. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /**
   * Sends a command of the session.
   * @param place - its path in the session, such as `/url`
   * @throws Error with the driver's own words where it refuses
   */
  send(method: 'GET' | 'POST' | 'DELETE', place: string, body?: object): Promise<unknown>;
  /** Ends the browser and its driver. */
  close(): Promise<void>;
}

/** Starts a driver on a port of its own, and a browser. */
export async function startWebDriver(file: string, env: NodeJS.ProcessEnv): Promise<WebDriverSession> {
  const port = await findFreePort();
  const driver = spawn(file, [`--port=${port}`], { stdio: 'ignore', env });
  const ended = new AbortController();
  driver.once('error', () => ended.abort());
  driver.once('exit', () => ended.abort());
  const kill = (): void => void driver.kill();
  process.once('exit', kill);
  const end = async (): Promise<void> => {
    process.off('exit', kill);
    kill();
    if (!ended.signal.aborted) await once(ended.signal, 'abort');
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    while (!(await answers(url))) ended.signal.throwIfAborted();
    const created = await request('POST', `${url}/session`, { capabilities: { alwaysMatch: {} } });
    const { sessionId, capabilities } = created as {
      sessionId: string;
      capabilities: Record<string, unknown>;
    };
    const session = `${url}/session/${sessionId}`;
    return {
      capabilities,
      send: (method, place, body) => request(method, session + place, body),
      close: () => request('DELETE', session).then(end, end),
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function request(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, body: body === undefined ? null : JSON.stringify(body) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/status`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
