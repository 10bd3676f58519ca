// An application as every bundler builds it by default: with the library's own worker, and with a worker of its own that
// only imports `pocket-m1/worker`. There is no model at the address it loads: that it is missed shows that the worker runs.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, resolve } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../support/chromium.ts';

/** Bundlers find the package from here, in test/release/node_modules. */
const root = resolve('test/release/build');

const load = `
const own = location.hash === '#own';
const worker = own ? new Worker(new URL('./model-worker.js', import.meta.url), { type: 'module' }) : undefined;
loadModel('/no-such-model/', { worker }).catch(({ code, message }) => { document.title = code + ': ' + message; });`;

const main = `import { loadModel } from 'pocket-m1';${load}`;
const page = (script: string): string =>
  `<!doctype html><html lang="en"><title></title><link rel="icon" href="data:,"><script type="module" src="${script}"></script></html>`;

const app: Record<string, string> = {
  'main.js': main,
  'model-worker.js': "import 'pocket-m1/worker';",
};

const nextApp: Record<string, string> = {
  'model-worker.js': app['model-worker.js']!,
  'next.config.mjs': `export default { output: 'export', turbopack: { root: ${JSON.stringify(resolve('test/release'))} } };`,
  'app/layout.js':
    "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }",
  'app/page.js': `'use client';
import { useEffect } from 'react';
import { loadModel } from 'pocket-m1';
export default function Page() {
  useEffect(() => {${load.replace('./model-worker.js', '../model-worker.js')} }, []);
  return null;
}`,
};

interface Bundler {
  name: string;
  files: Record<string, string>;
  /** Builds the files in `folder`; what is to be served is then in its folder \`out\`. */
  build(folder: string): void;
}

/** Runs a command of test/release/node_modules in this folder. */
function run(folder: string, command: string, ...args: string[]): void {
  execFileSync(resolve('test/release/node_modules', command), args, {
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
}

/** For bundlers that write scripts only: the page, and the library's worker where they do not find it. */
function addPage(folder: string, { worker = false } = {}): void {
  writeFileSync(join(folder, 'out/index.html'), page('./main.js'));
  const built = resolve('test/release/node_modules/pocket-m1/dist/worker.js');
  if (worker) copyFileSync(built, join(folder, 'out/worker.js'));
}

const withPage = { ...app, 'index.html': page('./main.js') };

const bundlers: Bundler[] = [
  ...['vite', 'vite-7'].map((name) => ({
    name,
    files: withPage,
    build: (folder: string) => run(folder, `${name}/bin/vite.js`, 'build', '--base', './', '--outDir', 'out'),
  })),
  {
    name: 'webpack',
    files: app,
    build(folder) {
      const args = ['build', '--mode', 'production', '--entry', './main.js', '-o', 'out'];
      run(folder, 'webpack-cli/bin/cli.js', ...args);
      addPage(folder);
    },
  },
  {
    name: '@rspack/core',
    files: app,
    build(folder) {
      const args = ['build', '--mode', 'production', '--entry', './main.js', '-o', 'out'];
      run(folder, '@rspack/cli/bin/rspack.js', ...args);
      addPage(folder);
    },
  },
  {
    name: 'parcel',
    files: { ...withPage, 'package.json': '{ "private": true }' },
    build: (folder) =>
      run(
        folder,
        'parcel/lib/bin.js',
        'build',
        'index.html',
        '--dist-dir',
        'out',
        '--no-cache',
        '--cache-dir',
        'cache',
        '--public-url',
        './',
      ),
  },
  {
    name: 'esbuild',
    files: app,
    build(folder) {
      run(
        folder,
        'esbuild/bin/esbuild',
        'main.js',
        'model-worker.js',
        '--bundle',
        '--format=esm',
        '--minify',
        '--outdir=out',
      );
      addPage(folder, { worker: true });
    },
  },
  {
    name: 'rollup',
    files: app,
    build(folder) {
      run(
        folder,
        'rollup/dist/bin/rollup',
        'main.js',
        'model-worker.js',
        '-p',
        '@rollup/plugin-node-resolve',
        '-d',
        'out',
      );
      addPage(folder, { worker: true });
    },
  },
  ...['--turbopack', '--webpack'].map((how) => ({
    name: `next ${how}`,
    files: nextApp,
    build: (folder: string) => run(folder, 'next/dist/bin/next', 'build', how),
  })),
];

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

let browser: Browser;

beforeAll(async () => {
  rmSync(root, { recursive: true, force: true });
  browser = await playwright.launch(chromium);
});

afterAll(async () => {
  await browser.close();
  rmSync(root, { recursive: true, force: true });
});

/** Serves what was built at the root of an address of its own, because some bundlers write absolute paths. */
async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://server');
    const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const found = existsSync(file) && statSync(file).isFile();
    response.writeHead(found ? 200 : 404, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    });
    response.end(found ? readFileSync(file) : undefined);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

describe.each(bundlers)('$name', ({ name, files, build }) => {
  const folder = name.replaceAll(/[^\w]+/g, '-');
  let server: Server;

  beforeAll(async () => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, folder, path)), { recursive: true });
      writeFileSync(join(root, folder, path), content);
    }
    build(join(root, folder));
    server = await serve(join(root, folder, 'out'));
  });

  afterAll(() => void server?.close());

  it.each(['own', 'default'])('the %s worker runs', async (which) => {
    const tab = await browser.newPage();
    const { port } = server.address() as AddressInfo;
    await tab.goto(`http://127.0.0.1:${port}/#${which}`);
    await expect.poll(() => tab.title(), { timeout: 50_000 }).not.toBe('');
    expect(await tab.title()).toMatch(/^http-status: .*no-such-model/);
    await tab.close();
  });
});
