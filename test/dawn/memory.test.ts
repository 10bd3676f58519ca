// The memory that the engine reports, against its device's buffers.

import { expect, test } from 'vitest';
import { countDevice } from '../../bench/device-counts.ts';
import { randomModel } from '../../bench/random-model.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { answerTo, promptOf, said } from '../support/conversation.ts';
import { smallConfig as config } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;
const start = engineStarter({ gpu, manifest, source });

test('memory equals that of the buffers, grows with conversations, and contains the experts of the answer', async () => {
  const device = countDevice(gpu.device);
  const engine = await start({ expertBudgetBytes: 5 * pageBytes, contextLength: 4096 });
  const before = engine.memory();
  expect(before).toMatchObject({ expertBytes: 5 * pageBytes, bytesPerExpert: pageBytes, checkpointBytes: 0 });
  for (const bytes of [before.weightBytes, before.kvBytes, before.stateBytes, before.workingBytes]) {
    expect(bytes).toBeGreaterThan(0);
  }

  const bytesBefore = device.liveBytes;
  await answerTo(engine, promptOf(said(1, 80), [{ user: said(2) }]));
  await answerTo(engine, promptOf(said(3, 80), [{ user: said(4) }]), { session: {} });
  const after = engine.memory();
  expect(after.weightBytes).toBe(before.weightBytes);
  expect(after.stateBytes).toBe(2 * before.stateBytes);
  expect(after.kvBytes).toBe(2 * before.kvBytes);
  expect(after.checkpointBytes).toBeGreaterThan(0);
  expect(after.checkpointBytes % before.stateBytes).toBe(0);
  const grown = after.kvBytes + after.stateBytes + after.checkpointBytes - before.kvBytes - before.stateBytes;
  expect(device.liveBytes - bytesBefore).toBe(grown);

  const resident = config.layers.flatMap((_, layer) =>
    Array.from({ length: config.numLocalExperts }, (_, expert) => engine.holds(layer, expert)),
  );
  expect(resident.filter(Boolean)).toHaveLength(5 - (config.sharedExpert ? config.layers.length : 0));
});
