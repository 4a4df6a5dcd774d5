import { WINDOW, type Engine } from '../engine.js';
import { startWebDriver, type WebDriverSession } from './webDriver.js';

/** Keys that have no character, https://www.w3.org/TR/webdriver2/#keyboard-actions. */
const KEY_CODES: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

/** Asks the page, and hands on what it answers or why it fails. */
const ASK = `
const [name, args, done] = arguments;
window.enginePage[name](...args).then(
  (value) => done({ value }),
  (error) => done({ error: String(error) + ' ' + error?.stack }),
);`;

/** Longer than anything takes that comes at all. */
const SCRIPT_LIMIT_MS = 110_000;

/** Starts WebKitGTK's small browser; the driver knows where it is. */
export async function startWebKitEngine(driverPath: string, pageUrl: string): Promise<Engine> {
  const session = await startWebDriver(driverPath, {
    ...process.env,
    LIBGL_ALWAYS_SOFTWARE: '1',
    GDK_BACKEND: 'x11',
    // Its processes have a sandbox that root cannot have, nor a container; the page is our own.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  });
  try {
    await session.send('POST', '/timeouts', { script: SCRIPT_LIMIT_MS });
    // Its bar takes some of the height.
    const { widthPx: width, heightPx } = WINDOW;
    await session.send('POST', '/window/rect', { width, height: heightPx + 100 });
    await session.send('POST', '/url', { url: pageUrl });
    while (!(await execute(session, `return 'enginePage' in window;`)));
    return createEngine(session);
  } catch (error) {
    await session.close();
    throw error;
  }
}

function execute(session: WebDriverSession, script: string): Promise<unknown> {
  return session.send('POST', '/execute/sync', { script, args: [] });
}

function createEngine(session: WebDriverSession): Engine {
  const { browserName, browserVersion } = session.capabilities;
  const act = async (action: object): Promise<void> => {
    await session.send('POST', '/actions', { actions: [action] });
  };
  return {
    version: `WebKitGTK/${String(browserVersion)} (${String(browserName)})`,
    close: () => session.close(),
    async ask(name, ...args) {
      const body = { script: ASK, args: [name, args] };
      const answer = (await session.send('POST', '/execute/async', body)) as {
        value?: unknown;
        error?: string;
      };
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value as never;
    },
    takeScreenshot: async () => Buffer.from(String(await session.send('GET', '/screenshot')), 'base64'),
    press: (key) => {
      const value = KEY_CODES[key] ?? key;
      const actions = [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ];
      return act({ type: 'key', id: 'keyboard', actions });
    },
    turnWheel: (x, y, deltaY) =>
      act({ type: 'wheel', id: 'wheel', actions: [{ type: 'scroll', x, y, deltaX: 0, deltaY }] }),
  };
}
