// Finds an installed browser, or installs Debian's if possible.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * @typedef {object} Browser
 * @property {string} names its name in messages
 * @property {string} variable the environment variable that names its executable
 * @property {string} debianPackage
 * @property {string[]} paths where its executable may be
 */

/**
 * Path of its executable: the variable's value, or else the first that exists. If there is none and this is root on
 * Debian, installs its package.
 * @param {Browser} browser
 * @returns {string}
 */
export function requireBrowser({ names, variable, debianPackage, paths }) {
  const find = () => [process.env[variable], ...paths].find((path) => path && existsSync(path));
  const found = find();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.error(`No ${names} here: installing the package "${debianPackage}".`);
    // Its output does not belong to the script that needs the browser.
    const stdio = ['ignore', 2, 2];
    execFileSync('apt-get', ['update', '-qq'], { stdio });
    execFileSync('apt-get', ['install', '-y', '-qq', debianPackage], { stdio });
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    `No ${names} was found: install one (Debian: "apt-get install ${debianPackage}") or set ${variable} to its executable.`,
  );
}
