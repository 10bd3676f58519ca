// Finds the Chromium that tests and measurements run in, or installs the system's where that is possible.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags that keep the browser from talking to the network by itself. */
export const quietArgs = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Flags for a quiet browser with WebGPU on the machine's own adapter. */
export const hardwareArgs = [...quietArgs, '--enable-unsafe-webgpu'];

/** Flags for a quiet browser with WebGPU on a software adapter. */
export const chromiumArgs = [...hardwareArgs, '--use-webgpu-adapter=swiftshader'];

/**
 * Path of a Chromium or Chrome, or undefined. CHROMIUM_PATH comes first.
 * @returns {string | undefined}
 */
export function findChromium() {
  return candidates.find((path) => path && existsSync(path));
}

/**
 * Path of a Chromium, installed from Debian's packages when there is none and this is root on a Debian.
 * @returns {string}
 */
export function requireChromium() {
  const found = findChromium();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.error('No Chromium here: installing the package "chromium".');
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit' });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium or Chrome was found: install one (Debian: "apt-get install chromium") or set CHROMIUM_PATH to its executable.',
  );
}
