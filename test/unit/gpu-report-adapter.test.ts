import { describe, expect, test } from 'vitest';
import { parseAdapterList, pickAdapter } from '../../bench/gpu-report/choose-adapter.ts';
import { missingLibraries, mountedDrivers, parseLinkerCache } from '../../bench/gpu-report/driver.ts';
import { neighbourRequest } from '../../bench/gpu-report/neighbour.ts';

const llvmpipe = 'llvmpipe (LLVM 15.0.6, 256 bits)';
const real = { software: false };

describe('the adapter', () => {
  test('is one of those that Dawn lists', () => {
    const message = `Error: no adapter with backend 'vulkan' and name 'x' found
Available adapters:
 * backend: 'null', name: 'Null backend'
 * backend: 'vulkan', name: 'NVIDIA H200'
 * backend: 'vulkan', name: '${llvmpipe}'
`;
    expect(parseAdapterList(message)).toEqual(['NVIDIA H200', llvmpipe]);
  });

  test('is not software if there is any other, in any order', () => {
    expect(pickAdapter([llvmpipe, 'SwiftShader Device (Subzero)', 'Intel Arc'], real)).toBe('Intel Arc');
    expect(pickAdapter([llvmpipe, 'NVIDIA T4'], { software: true })).toBe('NVIDIA T4');
  });

  test('is software only in a rehearsal', () => {
    expect(pickAdapter([llvmpipe], { software: true })).toBe(llvmpipe);
    expect(() => pickAdapter([llvmpipe], real)).toThrow(
      /^Only software adapters are here \(llvmpipe.*--rehearse\.$/,
    );
  });

  test('can be chosen by part of its name', () => {
    const offered = ['NVIDIA T4', 'AMD Radeon'];
    expect(pickAdapter(offered, { name: 'radeon', software: false })).toBe('AMD Radeon');
    expect(() => pickAdapter(offered, { name: 'H200', software: false })).toThrow(
      'No adapter\'s name contains "H200": there are NVIDIA T4, AMD Radeon.',
    );
  });

  test('needs a driver', () => {
    expect(() => pickAdapter([], real)).toThrow('no driver was found');
  });
});

describe("the machine's Vulkan", () => {
  const cache = `3 libs found in cache \`/etc/ld.so.cache'
	libvulkan.so.1 (libc6,x86-64) => /usr/lib/x86_64-linux-gnu/libvulkan.so.1
	libX11.so.6 (libc6,x86-64, OS ABI: Linux 3.2.0) => /lib/libX11.so.6
	libEGL.so.1 (libc6) => /usr/lib/i386-linux-gnu/libEGL.so.1
`;

  test('has the 64-bit libraries of its linker', () => {
    expect([...parseLinkerCache(cache)]).toEqual([
      ['libvulkan.so.1', '/usr/lib/x86_64-linux-gnu/libvulkan.so.1'],
      ['libX11.so.6', '/lib/libX11.so.6'],
    ]);
  });

  test('gets only the libraries that it lacks', () => {
    const system = new Set(parseLinkerCache(cache).keys());
    expect(missingLibraries(['libEGL.so.1', 'libvulkan.so.1'], system)).toEqual(['libEGL.so.1']);
  });

  test('finds its drivers by itself, unless one is mounted where the loader does not search', () => {
    expect(mountedDrivers(['/a.json'], [])).toBeNull();
    expect(mountedDrivers(['/a.json'], ['/mounted.json'])).toBe('/mounted.json:/a.json');
  });
});

test("Hugging Face's model gets the benchmark's own shapes, and a CPU only in a rehearsal", () => {
  const { shapes, cpu } = neighbourRequest(false);
  expect(cpu).toBe(false);
  expect(Object.keys(shapes)).toEqual(['nano', 'm', 'l', 'xl']);
  const { layer_types: layers, ...xl } = shapes.xl as { layer_types: string[] };
  expect(xl).toMatchObject({
    hidden_size: 1024,
    num_local_experts: 32,
    num_key_value_heads: 4,
    vocab_size: 32_768,
  });
  expect(layers.filter((layer) => layer === 'full_attention')).toHaveLength(3);
  expect(layers).toHaveLength(24);
  expect(neighbourRequest(true).cpu).toBe(true);
});
