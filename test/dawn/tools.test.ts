// The tools of the example, with the bundled model.

import { expect, onTestFinished, test, vi } from 'vitest';
import { lights, tools } from '../../examples/03-tools/tools.ts';
import { runTools } from '../../src/agent/run-tools.ts';
import { LocalModel } from '../../src/chat/local-model.ts';
import { openNano } from '../support/m1-nano.ts';

const chat = await openNano(1024);

test('the model calculates, reads the clock and switches a light', async () => {
  // The model has to copy the time, which must be the same in every run.
  vi.useFakeTimers({ now: new Date('2026-05-04T08:35:00Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
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

  expect(await ask('What time is it in Rome?')).toContain('10:35');
  expect(log.splice(0)).toEqual(['get_time({"city":"Rome"})', 'get_time: 10:35']);

  expect(await ask('Turn the light in the bedroom on.')).toContain('bedroom');
  expect(log).toEqual(['set_light({"room":"bedroom","on":true})', 'set_light: ok']);
  expect([...lights]).toEqual([
    ['kitchen', true],
    ['bedroom', true],
  ]);
});
