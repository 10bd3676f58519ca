// Both packages from their archives in a new application, created and run by the README's own commands, with the README's code.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumWithoutChecks, patienceMs } from '../support/chromium.ts';

const scratch = mkdtempSync(join(tmpdir(), 'pocket-m1-npm-'));
const app = join(scratch, 'my-app');
let browser: Browser;
let server: ChildProcess | undefined;

/** The README's first block after `heading` in `language`. */
function readmeBlock(heading: string, language: string): string {
  const [, section = ''] = readFileSync('README.md', 'utf8').split(`\n${heading}\n`);
  const block = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(section)?.[1];
  if (block === undefined) throw new Error(`README.md has no block of ${language} after ${heading}.`);
  return block;
}

/** Runs a script of the application that serves it. Resolves to the address that it prints. */
function serve(script: string): Promise<string> {
  // A separate process group, because npm starts other processes.
  server = spawn('npm', ['run', script, '--', '--port', '0'], {
    cwd: app,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let said = '';
  return new Promise((found, failed) => {
    server!.stdout!.on('data', (text: Buffer) => {
      said += text;
      const address = /http:\/\/localhost:\d+\//.exec(said)?.[0];
      if (address) found(address);
    });
    server!.once('exit', () => failed(new Error(`npm run ${script} has ended: ${said}`)));
  });
}

function stopServing(): void {
  if (server?.pid !== undefined && server.exitCode === null) process.kill(-server.pid);
  server = undefined;
}

beforeAll(async () => {
  for (const folder of ['.', './weights']) {
    // The library is already built; a script copies the weights into their package.
    const scripts = folder === '.' ? ['--ignore-scripts'] : [];
    execFileSync('npm', ['pack', folder, '--silent', ...scripts, '--pack-destination', scratch]);
  }
  const archives = readdirSync(scratch).filter((file) => file.endsWith('.tgz'));
  expect(archives).toHaveLength(2);
  // Nothing is published, so the archives replace the packages' names. npm must not prompt.
  const written = readmeBlock('## Install', 'sh');
  const commands = written
    .replace('npm create vite@latest', 'npm create --yes vite@9.3.0')
    .replace(
      'npm install pocket-m1 pocket-m1-nano',
      `npm install ${archives.map((file) => `../${file}`).join(' ')}`,
    );
  expect(commands).toMatch(/vite@9.*tgz/s);
  execFileSync('sh', ['-ec', commands], { cwd: scratch, stdio: ['ignore', 'pipe', 'inherit'] });
  const code = ['## The first answer', '## Streaming']
    .map((heading) => readmeBlock(heading, 'ts'))
    .join('\n');
  writeFileSync(join(app, 'src/main.ts'), code);
  browser = await playwright.launch(chromiumWithoutChecks);
}, 400_000);

afterAll(async () => {
  stopServing();
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

it.each(['dev', 'preview'])(
  'the README is followed word by word, to the answers in npm run %s',
  {
    timeout: 300_000,
  },
  async (script) => {
    if (script === 'preview') execFileSync('npm', ['run', 'build'], { cwd: app, stdio: 'pipe' });
    const address = await serve(script);
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', ({ message }) => said.push(`error: ${message}`));
    await page.goto(address);
    await expect
      .poll(() => said, { timeout: patienceMs })
      .toContainEqual(expect.stringMatching(/^(log|error): /));
    expect(said).toContainEqual(expect.stringMatching(/^log: .*42/));
    await expect.poll(() => page.textContent('body'), { timeout: patienceMs }).toMatch(/\d/);
    expect(said.filter((line) => line.startsWith('error'))).toEqual([]);
    await page.close();
    stopServing();
  },
);

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
