// The Chromium that tests and measurements run in, and its flags.

import { requireBrowser } from './installed-browser.mjs';

const chromium = {
  names: 'Chromium or Chrome',
  variable: 'CHROMIUM_PATH',
  debianPackage: 'chromium',
  paths: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

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

/** Path of a Chromium or Chrome, installed where there is none and it can be. */
export const requireChromium = () => requireBrowser(chromium);
