// The built demo in a subfolder of a server that sends no headers of its own, like GitHub Pages.

import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumWithoutChecks, patienceMs } from '../support/chromium.ts';

const folder = '/people/pocket/';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Requested paths that do not exist. */
const missing: string[] = [];
let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://server');
    const file = join('dist-demo', pathname.slice(folder.length) || 'index.html');
    if (!pathname.startsWith(folder) || !existsSync(file)) {
      missing.push(pathname);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  browser = await playwright.launch(chromiumWithoutChecks);
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

it('answers, stores everything and opens again without a network', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://localhost:${port}${folder}`);
  await page.getByRole('button', { name: 'What is 48 + 75?' }).click();
  await page.locator('.footnote').waitFor();
  expect(await page.locator('.turn.model .text').textContent()).toContain('123');
  await page.getByText('Works offline').waitFor();
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(new URL(scope).pathname).toBe(folder);
  const pictures = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')!;
    const { icons, screenshots } = await (await fetch(link.href)).json();
    return [...icons, ...screenshots].map(({ src }: { src: string }) => new URL(src, link.href).pathname);
  });
  expect(pictures.length).toBeGreaterThan(4);
  expect(pictures.filter((path) => !existsSync(join('dist-demo', path.slice(folder.length))))).toEqual([]);
  expect(complaints).toEqual([]);
  expect(missing).toEqual([]);

  await context.setOffline(true);
  await page.reload();
  await page.getByLabel('Message', { exact: true }).fill('What is 48 + 75?');
  await page.locator('#send:enabled').click();
  await page.locator('#stop').waitFor();
  await page.locator('#stop').waitFor({ state: 'hidden' });
  expect(await page.locator('.turn.model .text').last().textContent()).toContain('123');
});
