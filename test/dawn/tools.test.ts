// The example with three tools, with the bundled model.

import { expect, test } from 'vitest';
import { askAgent, lights } from '../../examples/tools.ts';
import { LocalModel } from '../../src/chat/local-model.ts';
import { openNano } from '../support/m1-nano.ts';

const chat = await openNano(1024);

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
