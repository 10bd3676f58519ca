import { describe, expect, it, vi } from 'vitest';
import { resolveAddress } from '../../src/api/address.ts';
import { trackProgress } from '../../src/worker/progress.ts';
import type { Progress } from '../../src/worker/protocol.ts';

describe('where there is no browser', () => {
  it('importing the library touches nothing', async () => {
    // Other test files of this process have imported parts of it.
    vi.resetModules();
    const before = Reflect.ownKeys(globalThis);
    const library = await import('../../src/index.ts');
    expect(library.loadModel).toBeTypeOf('function');
    expect(Reflect.ownKeys(globalThis)).toEqual(before);
  });

  it('loading says that it needs a browser', async () => {
    const { loadModel, UnsupportedDeviceError } = await import('../../src/index.ts');
    for (const address of ['https://example.org/m1-nano/', '/models/m1-nano/']) {
      const loading = loadModel(address);
      await expect(loading).rejects.toBeInstanceOf(UnsupportedDeviceError);
      await expect(loading).rejects.toMatchObject({ code: 'webgpu-unavailable' });
    }
  });

  it('a signal that is already aborted is heeded first', async () => {
    const { loadModel } = await import('../../src/index.ts');
    const loading = loadModel('http://', { signal: AbortSignal.abort() });
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it.each([
  ['http://', /not the address of a model/],
  ['https://example.org/m1-nano/?token=1', /has a query.*fetchOptions/],
])('the address %s is refused', async (address, message) => {
  expect(() => resolveAddress(address)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(message) }),
  );
});

describe('progress', () => {
  it('goes through the phases, by the bytes of the core, and never back', () => {
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
