// Finds the Firefox that tests run in, or installs Debian's where that is possible, and starts it with WebGPU.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { adapterEnvironment, preferredAdapter } from './engines/adapters.mjs';

const candidates = [
  process.env.FIREFOX_PATH,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

const LAUNCH_MS = 120_000;

/**
 * Firefox for Linux has WebGPU switched off, and refuses adapters that compute on the CPU. It slows the timers of pages that
 * nobody looks at down to one a second.
 */
const preferences = {
  'dom.webgpu.enabled': true,
  'dom.webgpu.workers.enabled': true,
  'gfx.webgpu.ignore-blocklist': true,
  'gfx.webgpu.force-enabled': true,
  'dom.min_background_timeout_value': 4,
};

/**
 * Path of a Firefox, or undefined. FIREFOX_PATH comes first.
 * @returns {string | undefined}
 */
export function findFirefox() {
  return candidates.find((path) => path && existsSync(path));
}

/**
 * Path of a Firefox, installed from Debian's packages when there is none and this is root on a Debian.
 * @returns {string}
 */
export function requireFirefox() {
  const found = findFirefox();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.error('No Firefox here: installing the package "firefox-esr".');
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2] });
    execFileSync('apt-get', ['install', '-y', '-qq', 'firefox-esr'], { stdio: ['ignore', 2, 2] });
    const installed = findFirefox();
    if (installed) return installed;
  }
  throw new Error(
    'No Firefox was found: install one (Debian: "apt-get install firefox-esr") or set FIREFOX_PATH to its executable.',
  );
}

/**
 * A headless Firefox with an empty profile and WebGPU.
 * @param {string} [adapter] one of those in engines/adapters.mjs
 */
export function launchFirefox(adapter = preferredAdapter('firefox')) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: requireFirefox(),
    headless: true,
    // Every caller bounds its waiting itself.
    protocolTimeout: 0,
    timeout: LAUNCH_MS,
    env: { ...process.env, ...adapterEnvironment(adapter) },
    extraPrefsFirefox: preferences,
  });
}

/**
 * Rejects with a sentence when the browser is gone. Whatever waits for something in Firefox waits for this too: a panic of
 * its WebGPU ends the whole browser.
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
