// The Firefox that tests run in, started with WebGPU.

import puppeteer from 'puppeteer-core';
import { adapterEnvironment, preferredAdapter } from './engines/adapters.mjs';
import { requireBrowser } from './installed-browser.mjs';

const firefox = {
  names: 'Firefox',
  variable: 'FIREFOX_PATH',
  debianPackage: 'firefox-esr',
  paths: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

const LAUNCH_MS = 120_000;

/**
 * Firefox for Linux disables WebGPU by default, and rejects adapters that compute on the CPU. It throttles the timers of
 * hidden pages to one a second.
 */
const preferences = {
  'dom.webgpu.enabled': true,
  'dom.webgpu.workers.enabled': true,
  'gfx.webgpu.ignore-blocklist': true,
  'gfx.webgpu.force-enabled': true,
  'dom.min_background_timeout_value': 4,
};

/** Path of a Firefox; installs one if none is found and that is possible. */
export const requireFirefox = () => requireBrowser(firefox);

/**
 * A headless Firefox with an empty profile and WebGPU.
 * @param {string} [adapter] one of those in engines/adapters.mjs
 */
export function launchFirefox(adapter = preferredAdapter('firefox')) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: requireFirefox(),
    headless: true,
    // Every caller has its own time limit.
    protocolTimeout: 0,
    timeout: LAUNCH_MS,
    env: { ...process.env, ...adapterEnvironment(adapter) },
    extraPrefsFirefox: preferences,
  });
}

/**
 * Rejects with a sentence when the browser ends. Every wait in Firefox races against it, because a panic of its WebGPU ends
 * the whole browser.
 * @param {import('puppeteer-core').Browser} browser
 * @returns {Promise<never>}
 */
export function firefoxEnded(browser) {
  const ended = new Promise((_, reject) => {
    browser.once('disconnected', () => {
      const { exitCode, signalCode } = browser.process() ?? {};
      const how = signalCode ?? (typeof exitCode === 'number' ? `exit code ${exitCode}` : 'no exit code');
      reject(new Error(`Firefox ended (${how}).`));
    });
  });
  ended.catch(() => {});
  return ended;
}
