// The engine on a slower kind of device, and on one that is lost. Each device compiles every kernel anew, so these run in Dawn
// only; test/faults loses devices in Chromium.

import { expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import type { SamplingParams } from '../../src/contract/sampling-params.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { RecoveringEngine } from '../../src/startup/recovering-engine.ts';
import { answer } from '../support/engine-answer.ts';
import { smallConfig as config, smallPrompt as prompt } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const { manifest, source } = randomModel(config);
const start = engineStarter({ gpu: await requestGpu(), manifest, source });

test('on a GPU chunks of a prompt adapt to its speed, and the tokens are the same', async () => {
  // Tiles of f16 would round differently.
  const slow = await requestGpu({ onCpu: false, without: ['f16'] });
  const engine = await createEngine({ gpu: slow, manifest, source });
  const chunks: number[] = [];
  const { queue } = slow.device;
  const writeBuffer = queue.writeBuffer;
  queue.writeBuffer = ((...args: Parameters<GPUQueue['writeBuffer']>) => {
    if (args[0].label === 'ids') chunks.push((args[2] as Uint32Array).length);
    return writeBuffer.apply(queue, args);
  }) as typeof queue.writeBuffer;
  const { ids } = await answer(engine, prompt(700), { maxTokens: 8 });
  expect(ids).toEqual((await answer(await start(), prompt(700), { maxTokens: 8 })).ids);
  expect(chunks[0]).toBe(128);
  expect(chunks.length).toBeGreaterThan(2);
  expect(chunks.reduce((sum, tokens) => sum + tokens)).toBe(700);
  expect(chunks.slice(0, -1).filter((tokens) => tokens % 64 !== 0)).toEqual([]);
  engine.dispose();
});

test('a lost device is replaced at any time', async () => {
  const undisturbed = await start();
  const losses: string[] = [];
  let device: GPUDevice | undefined;
  let builds = 0;
  // Makes creating a new device fail.
  let obstacle = async (): Promise<void> => {};
  const engine = await RecoveringEngine.create({
    build: async () => {
      builds += 1;
      await obstacle();
      const own = await requestGpu();
      device = own.device;
      return createEngine({ gpu: own, manifest, source });
    },
    onRecovered: ({ code }) => losses.push(code),
  });
  const run = (ask: SamplingParams, signal?: AbortSignal) =>
    engine.generate(prompt(30), {
      sampling: resolveSampling(ask),
      maxTokens: 40,
      stopIds: [],
      ...(signal && { signal }),
    });

  // In the middle of an answer, which continues where it was.
  for (const ask of [{ temperature: 0 }, { temperature: 1.2, topK: 50, seed: 5, repetitionPenalty: 1.2 }]) {
    const expected = (await answer(undisturbed, prompt(30), ask)).ids;
    const ids: number[] = [];
    let lost = false;
    for await (const batch of run(ask)) {
      ids.push(...batch);
      if (ids.length > 5 && !lost) {
        lost = true;
        device!.destroy();
      }
    }
    expect(ids).toEqual(expected);
  }
  expect(losses).toEqual(['device-lost', 'device-lost']);

  // Between two answers, while no new device is available: it reports that, and tries again the next time.
  device!.destroy();
  await expect(answer(engine.current, prompt(3))).rejects.toMatchObject({ code: 'device-lost' });
  obstacle = () => Promise.reject(new Error('no adapter'));
  await expect(run({ temperature: 0 }).next()).rejects.toMatchObject({ code: 'device-lost' });
  await expect(run({ temperature: 0 }).next()).rejects.toThrow('no adapter');

  // An answer can be aborted while the device is replaced, and the next one uses the new device.
  const buildsBefore = builds;
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  obstacle = () => held;
  const controller = new AbortController();
  const waiting = run({ temperature: 0 }, controller.signal).next();
  setTimeout(() => controller.abort(new Error('enough')), 50);
  await expect(waiting).rejects.toThrow('enough');
  const last = run({ temperature: 0 });
  const next = last.next();
  release();
  let { done, value } = await next;
  let count = 0;
  while (!done) {
    count += (value as number[]).length;
    ({ done, value } = await last.next());
  }
  expect(count).toBe(40);
  expect(builds).toBe(buildsBefore + 1);
  engine.dispose();
});
