import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { resolveAddress } from '../../src/api/address.ts';
import type { Progress } from '../../src/contract/load.ts';
import { trackProgress } from '../../src/worker/progress.ts';

describe('without a browser', () => {
  it('importing the library has no side effects', async () => {
    // Other test files of this process have imported parts of it.
    vi.resetModules();
    const before = Reflect.ownKeys(globalThis);
    const library = await import('../../src/index.ts');
    expect(library.loadModel).toBeTypeOf('function');
    expect(Reflect.ownKeys(globalThis)).toEqual(before);
  });

  it('loading reports that it needs a browser', async () => {
    const { loadModel, UnsupportedDeviceError } = await import('../../src/index.ts');
    for (const address of ['https://example.org/m1-nano/', '/models/m1-nano/']) {
      const loading = loadModel(address);
      await expect(loading).rejects.toBeInstanceOf(UnsupportedDeviceError);
      await expect(loading).rejects.toMatchObject({ code: 'webgpu-unavailable' });
    }
  });

  it('an already aborted signal is checked first', async () => {
    const { loadModel } = await import('../../src/index.ts');
    const loading = loadModel('http://', { signal: AbortSignal.abort() });
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it.each<[unknown, RegExp]>([
  ['http://', /^"http:\/\/" is not the address of a model/],
  [undefined, /^undefined is not the address/],
  [{ url: '/models/m1/' }, /^\[object Object\] is not the address/],
  ['https://example.org/m1-nano/?token=1', /^https:\/\/example.org\/m1-nano\/ has a query.*fetchOptions/],
])('the address %s is rejected', async (address, message) => {
  expect(() => resolveAddress(address as string)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(message) }),
  );
});

describe('user and password in an address', () => {
  it.each([
    'https://ann:hush@example.org/m1-nano/',
    new URL('https://ann:hush@example.org/m1-nano/'),
    'https://ann:hu%40sh@example.org/m1-nano/',
    'https://hush@example.org/m1-nano/',
  ])('%s are removed', (address) => {
    expect(resolveAddress(address)).toBe('https://example.org/m1-nano/');
  });

  it("are removed if they are the page's", () => {
    vi.stubGlobal('document', { baseURI: 'https://ann:hush@example.org/app/' });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(resolveAddress('../models/m1-nano')).toBe('https://example.org/models/m1-nano');
  });

  it.each([
    'https://ann:hush@',
    'https://ann:hu/sh@example.org:port/m1/',
    '//ann:hush@ /m1/',
    'https://ann:hush@example.org/m1/?token=hush',
  ])('are not shown when %s is rejected', (address) => {
    expect(() => resolveAddress(address)).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        message: expect.not.stringContaining('hush'),
        details: {},
      }),
    );
  });
});

describe('progress', () => {
  it('goes through the phases, by the bytes of the core, and never decreases', () => {
    const told: Progress[] = [];
    const track = trackProgress((progress) => told.push(progress));
    track.manifest();
    track.bytes({ part: 'core', loadedBytes: 5, totalBytes: 20, fraction: 0.25 });
    track.bytes({ part: 'experts', loadedBytes: 1, totalBytes: 900, fraction: 0.001 });
    track.bytes({ part: 'core', loadedBytes: 20, totalBytes: 20, fraction: 1 });
    track.ready();
    track.bytes({ part: 'core', loadedBytes: 10, totalBytes: 20, fraction: 0.5 });
    expect(told.map(({ phase, fraction }) => [phase, fraction])).toEqual([
      ['manifest', 0],
      ['download', 0.25],
      ['compile', 1],
      ['ready', 1],
    ]);
  });
});
