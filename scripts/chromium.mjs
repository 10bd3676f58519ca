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

/** Flags that stop the browser's own network traffic. */
export const quietArgs = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Flags for WebGPU on the machine's own adapter, without the browser's own network traffic. */
export const hardwareArgs = [...quietArgs, '--enable-unsafe-webgpu'];

/** Flags for WebGPU on a software adapter, without the browser's own network traffic. */
export const chromiumArgs = [...hardwareArgs, '--use-webgpu-adapter=swiftshader'];

/** Path of a Chromium or Chrome; installs one if none is found and that is possible. */
export const requireChromium = () => requireBrowser(chromium);
