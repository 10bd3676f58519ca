// The example with three tools, with the bundled model.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAgent, lights } from '../../examples/tools.ts';
import { LocalModel } from '../../src/chat/local-model.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { type Chat, openChat, openModelFiles } from '../../training/evaluate/model-files.ts';

const bundled = new URL('../../demo/public/models/m1-nano', import.meta.url).pathname;
const gpu = await requestGpu();
let chat: Chat;

beforeAll(async () => {
  chat = await openChat(gpu, await openModelFiles(bundled), 1024);
}, 120_000);

afterAll(() => {
  chat?.engine.dispose();
  gpu.device.destroy();
});

test('the agent of the example calculates, reads the clock and switches a light', async () => {
  const model = new LocalModel('m1-nano', chat);
  const log: string[] = [];
  const ask = (question: string): Promise<string> => askAgent(model, question, (line) => log.push(line));

  expect(await ask('What is 9135 * 2468?')).toContain(String(9135 * 2468));
  expect(log.splice(0)).toEqual(['calculator({"expression":"9135 * 2468"})', 'calculator: 22545180']);

  const time = /^get_time: (\d\d:\d\d)$/;
  const told = await ask('What time is it in Rome?');
  expect(log).toEqual(['get_time({"city":"Rome"})', expect.stringMatching(time)]);
  expect(told).toContain(time.exec(log.splice(0)[1]!)![1]);

  expect(await ask('Turn the light in the bedroom on.')).toContain('bedroom');
  expect(log).toEqual(['set_light({"room":"bedroom","on":true})', 'set_light: ok']);
  expect([...lights]).toEqual([
    ['kitchen', true],
    ['bedroom', true],
  ]);
});
