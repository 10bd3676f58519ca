// An application built with every bundler's defaults, and without a bundler: with the library's own worker, and with the
// application's worker that only imports `pocket-m1/worker`. Both answer a question.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, resolve } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumWithoutChecks } from '../support/chromium.ts';

/** Bundlers resolve the package from here, in test/release/node_modules. */
const root = resolve('test/release/build');
const installed = resolve('test/release/node_modules/pocket-m1');
/** The folder of the model, which every application has at /models/m1-nano/. */
const models = resolve('demo/public/models');

const load = `
const own = location.hash === '#own';
const worker = own ? new Worker(new URL('./model-worker.js', import.meta.url), { type: 'module' }) : undefined;
loadModel('/models/m1-nano/', { worker, contextLength: 128 })
  .then((model) => model.generate('What is the capital of France?', { temperature: 0 }).result)
  .then(({ text }) => { document.title = text; }, ({ code, message }) => { document.title = code + ': ' + message; });`;

const main = `import { loadModel } from 'pocket-m1';${load}`;
const page = (script: string, head = ''): string =>
  `<!doctype html><html lang="en"><title></title><link rel="icon" href="data:,">${head}<script type="module" src="${script}"></script></html>`;

const app: Record<string, string> = {
  'main.js': main,
  'model-worker.js': "import 'pocket-m1/worker';",
};

const nextApp: Record<string, string> = {
  'model-worker.js': app['model-worker.js']!,
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(resolve('test/release'))} } };`,
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

interface Site {
  url: string;
  close(): Promise<void>;
}

interface Bundler {
  name: string;
  files: Record<string, string>;
  /** Builds the files in `folder`. */
  build(folder: string): void;
  /** Default: serves the folder `out`. */
  serve?(folder: string): Promise<Site>;
}

const environment = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };

/** Runs a command of test/release/node_modules in this folder. */
function run(folder: string, command: string, ...args: string[]): void {
  execFileSync(resolve('test/release/node_modules', command), args, {
    cwd: folder,
    stdio: 'pipe',
    env: environment,
  });
}

/** For bundlers that output only scripts: the page, and the library's worker if they do not find it. */
function addPage(folder: string, { worker = false } = {}): void {
  writeFileSync(join(folder, 'out/index.html'), page('./main.js'));
  if (worker) copyFileSync(join(installed, 'dist/worker.js'), join(folder, 'out/worker.js'));
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
    build(folder: string) {
      run(folder, 'next/dist/bin/next', 'build', how);
      cpSync(models, join(folder, 'public/models'), { recursive: true });
    },
    serve: startNext,
  })),
  {
    name: 'no bundler',
    files: {
      'out/main.js': main,
      // Import maps only work in pages.
      'out/model-worker.js': "import './pocket-m1/dist/worker.js';",
      'out/index.html': page(
        './main.js',
        '<script type="importmap">{ "imports": { "pocket-m1": "./pocket-m1/dist/index.js" } }</script>',
      ),
    },
    build: (folder) => cpSync(installed, join(folder, 'out/pocket-m1'), { recursive: true }),
  },
];

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

let browser: Browser;

beforeAll(async () => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  // Some bundlers would use the repository's tsconfig, which points to the sources.
  writeFileSync(join(root, 'tsconfig.json'), '{}');
  browser = await playwright.launch(chromiumWithoutChecks);
});

afterAll(async () => {
  await browser.close();
  rmSync(root, { recursive: true, force: true });
});

/** Serves the output at the root of a new origin, because some bundlers use absolute paths. */
async function serveFiles(folder: string): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://server');
    const from = pathname.startsWith('/models/') ? dirname(models) : join(folder, 'out');
    const file = join(from, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const found = existsSync(file) && statSync(file).isFile();
    response.writeHead(found ? 200 : 404, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    });
    response.end(found ? readFileSync(file) : undefined);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function startNext(folder: string): Promise<Site> {
  const next = resolve('test/release/node_modules/next/dist/bin/next');
  const child = spawn('node', [next, 'start', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  });
  const exited = once(child, 'exit');
  const started = new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
      const url = /http:\/\/localhost:\d+/.exec(printed)?.[0];
      if (url !== undefined) resolve(`${url}/`);
    });
    exited.then(() => reject(new Error(`Next has not started: ${printed}`)));
  });
  return {
    url: await started,
    close: async () => {
      child.kill();
      await exited;
    },
  };
}

describe.each(bundlers)('$name', ({ name, files, build, serve = serveFiles }) => {
  const folder = join(root, name.replaceAll(/[^\w]+/g, '-'));
  let site: Site | undefined;

  beforeAll(async () => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    build(folder);
    site = await serve(folder);
  });

  afterAll(() => site?.close());

  it.each(['own', 'default'])('a model answers in the %s worker', async (which) => {
    const tab = await browser.newPage();
    await tab.goto(`${site!.url}#${which}`);
    await expect.poll(() => tab.title(), { timeout: 100_000 }).toContain('Paris');
    await tab.close();
  });
});
