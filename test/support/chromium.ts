// The browser that tests run in: the system's Chromium, with WebGPU on a software adapter.

import { existsSync } from 'node:fs';

const executablePath =
  process.env.CHROMIUM_PATH ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Playwright's launch options. Without a browser of the system, Playwright's own is used. */
export const chromium: { executablePath?: string; args: string[] } = {
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [...quiet, '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
};

/** The same browser without a GPU, not even in software. */
export const chromiumWithoutGpu: typeof chromium = { ...chromium, args: [...quiet, '--disable-gpu'] };
