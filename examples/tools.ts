// An agent with three tools: a calculator, a clock, and the lights of a flat, which it switches. In an application, import
// from 'pocket-m1'.

import { type ChatModel, type RunToolsOptions, runTools } from '../src/index.ts';

/** The store that the agent updates. */
export const lights = new Map([
  ['kitchen', true],
  ['bedroom', false],
]);

const tools: RunToolsOptions['tools'] = {
  calculator: {
    description: 'Evaluate an arithmetic expression.',
    schema: { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] },
    run({ expression }) {
      const [, a, operator, b] = /^(-?\d+) ([-+*]) (-?\d+)$/.exec(String(expression)) ?? [];
      if (!operator) throw new Error('Write two whole numbers with +, - or * between them.');
      const [left, right] = [BigInt(a!), BigInt(b!)];
      return String(operator === '+' ? left + right : operator === '-' ? left - right : left * right);
    },
  },
  get_time: {
    description: 'Get the local time of a city.',
    schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    run({ city }) {
      const zone = Intl.supportedValuesOf('timeZone').find((name) => name.endsWith(`/${city}`));
      if (!zone) throw new Error(`There is no time zone for ${city}.`);
      return new Date().toLocaleTimeString('en-GB', { timeZone: zone, timeStyle: 'short' });
    },
  },
  set_light: {
    description: 'Switch the light of a room.',
    schema: {
      type: 'object',
      properties: { room: { enum: [...lights.keys()] }, on: { type: 'boolean' } },
      required: ['room', 'on'],
    },
    run({ room, on }) {
      lights.set(String(room), on === true);
      return 'ok';
    },
  },
};

/** Answers a question, and reports each tool that runs for it. */
export async function askAgent(
  model: Pick<ChatModel, 'generate'>,
  question: string,
  report: (line: string) => void = console.log,
): Promise<string> {
  const run = runTools(model, question, { tools, temperature: 0, timeoutMs: 60_000 });
  for await (const part of run) {
    if (part.type === 'tool-call') report(`${part.name}(${JSON.stringify(part.arguments)})`);
    if (part.type === 'tool-result') report(`${part.name}: ${part.content}`);
  }
  return (await run.result).text;
}
