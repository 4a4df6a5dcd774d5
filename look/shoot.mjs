import { createServer } from 'vite';
import { chromium } from 'playwright';
const server = await createServer({ root: new URL('..', import.meta.url).pathname, configFile: false, server: { port: 5199, host: '127.0.0.1' }, logLevel: 'error', cacheDir: '/tmp/look-cache' });
await server.listen();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
for (const [name, s, t, w, h] of JSON.parse(process.argv[2])) {
  const page = await browser.newPage({ viewport: { width: w, height: h } });
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log(name, m.text().slice(0, 200)));
  await page.goto(`http://127.0.0.1:5199/look/index.html?s=${s}&t=${t}&w=${w}&h=${h}`);
  await page.waitForSelector('canvas', { timeout: 60000 });
  await page.waitForTimeout(4000);
  await page.screenshot({ path: `/tmp/look-${name}.png` });
  await page.close();
}
await browser.close(); await server.close();
