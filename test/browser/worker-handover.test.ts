// Workers that an application passes to loadModel, and invalid values in their place.

import { describe, expect, onTestFinished, test } from 'vitest';
import { version } from '../../package.json';
import { loadModel } from '../../src/index.ts';

const address = '/no-such-model/';

/** A module worker with this script. */
function scripted(script: string): Worker {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  onTestFinished(() => URL.revokeObjectURL(url));
  return new Worker(url, { type: 'module' });
}

/** Answers Comlink's message with this release, and nothing else. */
const ofRelease = (release: string | undefined) =>
  scripted(`addEventListener('message', ({ data: { id, type } }) => {
    if (type === 'GET') postMessage({ id, type: 'RAW', value: ${JSON.stringify(release)} });
  });`);

const realWorker = () =>
  new Worker(new URL('../../src/worker/worker.ts', import.meta.url), { type: 'module' });

const blobUrl = 'blob:https://example.org/1';

test.each<[string, () => unknown, RegExp]>([
  ['an address as a string', () => '/assets/worker.js', /is an address.*new Worker\(address/],
  ['a URL', () => new URL(blobUrl), /is an address.*new Worker\(address/],
  ['a class', () => class Imported extends Worker {}, /is a function.*the worker that it creates/],
  ['a promise', async () => scripted(''), /is a promise.*await it/],
  ['a SharedWorker', () => new SharedWorker('data:text/javascript,'), /is a SharedWorker, expected a Worker/],
  ['a proxy of a worker', () => new Proxy(scripted(''), {}), /is a proxy of a Worker.*the Worker itself/],
  ['a port', () => new MessageChannel().port1, /of type MessagePort, expected a Worker/],
  ['an object', () => ({ worker: scripted('') }), /of type Object, expected a Worker/],
  ['a number', () => 1, /of type Number, expected a Worker/],
])('%s is rejected with what to pass instead', async (_, make, message) => {
  await expect(loadModel(address, { worker: make() as Worker })).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringMatching(message),
    details: { option: 'worker' },
  });
});

describe('a worker that was given to an earlier call', () => {
  const refused = { code: 'invalid-argument', message: expect.stringMatching(/before.*a new Worker/) };

  test('which was aborted, is rejected at once', async () => {
    const worker = realWorker();
    const stop = new AbortController();
    const first = loadModel(address, { worker, signal: stop.signal });
    stop.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    await expect(loadModel(address, { worker })).rejects.toMatchObject(refused);
  });

  test('which has failed, is rejected at once', async () => {
    const worker = realWorker();
    await expect(loadModel(address, { worker })).rejects.not.toMatchObject(refused);
    await expect(loadModel(address, { worker })).rejects.toMatchObject(refused);
  });

  test('which is still loading, is rejected, and the first call continues', async () => {
    const worker = ofRelease(version);
    const stop = new AbortController();
    const first = loadModel(address, { worker, signal: stop.signal });
    await expect(loadModel('/another-model/', { worker })).rejects.toMatchObject(refused);
    const waited = new Promise((resolve) => setTimeout(resolve, 200, 'still loading'));
    expect(await Promise.race([first, waited])).toBe('still loading');
    stop.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('which rejected another argument, is accepted', async () => {
    const worker = ofRelease('9.9.9');
    await expect(loadModel('http://', { worker })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(loadModel(address, { worker })).rejects.toMatchObject({ message: /9\.9\.9/ });
  });
});

test.each([
  ['another release', '9.9.9', 'release 9.9.9'],
  ['a release that does not name itself', undefined, 'an unknown release'],
])('a worker of %s is rejected before it loads anything', async (_, release, named) => {
  await expect(loadModel(address, { worker: ofRelease(release) })).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringContaining(`worker.js is of ${named}, index.js of release ${version}. Serve both`),
    details: { expected: version, actual: release ?? null },
  });
});
