// Both packages from their archives in an empty application, and the README's five lines in it, by the README's own commands.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromium as playwright } from 'playwright';
import { build, preview } from 'vite';
import { afterAll, expect, it } from 'vitest';
import { chromiumWithoutChecks, patienceMs } from '../support/chromium.ts';

const app = mkdtempSync(join(tmpdir(), 'pocket-m1-npm-'));

afterAll(() => rmSync(app, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(app, path)), { recursive: true });
  writeFileSync(join(app, path), content);
}

/** The first block of the README after `heading` that is written in `language`. */
function readmeBlock(heading: string, language: string): string {
  const [, section = ''] = readFileSync('README.md', 'utf8').split(`\n${heading}\n`);
  const block = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(section)?.[1];
  if (block === undefined) throw new Error(`README.md has no block of ${language} after ${heading}.`);
  return block;
}

it('are installed, put the model where the application serves it, and answer', {
  timeout: 400_000,
}, async () => {
  for (const folder of ['.', './weights']) {
    // The library is built already; the weights are put into their package by a script.
    const scripts = folder === '.' ? ['--ignore-scripts'] : [];
    execFileSync('npm', ['pack', folder, '--silent', ...scripts, '--pack-destination', app]);
  }
  write('package.json', '{ "private": true, "type": "module" }');
  const archives = readdirSync(app).filter((file) => file.endsWith('.tgz'));
  expect(archives).toHaveLength(2);
  // Nothing is published: the archives take the names' place.
  const [install, addModel] = readmeBlock('## Install', 'sh').trim().split('\n');
  expect(install).toBe('npm install pocket-m1 pocket-m1-nano');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...archives.map((file) => `./${file}`)], {
    cwd: app,
  });
  execFileSync('sh', ['-c', addModel!], { cwd: app });

  write(
    'index.html',
    '<!doctype html><html lang="en"><title></title><script type="module" src="/main.ts"></script></html>',
  );
  write(
    'main.ts',
    readmeBlock('## The first answer', 'ts').replace('console.log(text)', 'document.title = text'),
  );
  await build({ root: app, configFile: false, logLevel: 'error' });
  const server = await preview({ root: app, configFile: false, logLevel: 'error', preview: { port: 0 } });
  const browser = await playwright.launch(chromiumWithoutChecks);
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls!.local[0]!);
    await expect.poll(() => page.title(), { timeout: patienceMs }).toContain('42');
  } finally {
    await browser.close();
    await server.close();
  }
});

it('the package of the weights has the model and its licences', () => {
  const said = execFileSync('npm', ['pack', './weights', '--dry-run', '--json', '--silent'], {
    encoding: 'utf8',
  });
  const json = said.slice(said.indexOf('['));
  const [{ files }] = JSON.parse(json) as [{ files: { path: string }[] }];
  const names = files.map(({ path }) => path);
  expect(names).toEqual(
    expect.arrayContaining(['model/manifest.json', 'model/README.md', 'model/tokenizer.json']),
  );
  expect(readdirSync(resolve('weights'))).not.toContain('model');
});
