// The tools of the example, with the bundled model.

import { expect, test } from 'vitest';
import { lights, tools } from '../../examples/03-tools/tools.ts';
import { runTools } from '../../src/agent/run-tools.ts';
import { LocalModel } from '../../src/chat/local-model.ts';
import { openNano } from '../support/m1-nano.ts';

const chat = await openNano(1024);

test('the model calculates, reads the clock and switches a light', async () => {
  const model = new LocalModel('m1-nano', chat);
  const log: string[] = [];
  const ask = async (question: string): Promise<string> => {
    const run = runTools(model, question, { tools, temperature: 0 });
    for await (const part of run) {
      if (part.type === 'tool-call') log.push(`${part.name}(${JSON.stringify(part.arguments)})`);
      if (part.type === 'tool-result') log.push(`${part.name}: ${part.content}`);
    }
    return (await run.result).text;
  };

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
