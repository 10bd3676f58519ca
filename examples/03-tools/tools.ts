// Three tools: a calculator, a clock, and the lights of a flat, which the model switches.

import type { RunToolsOptions } from 'pocket-m1';

/** The store that the tools update. */
export const lights = new Map([
  ['kitchen', true],
  ['bedroom', false],
]);

export const tools: RunToolsOptions['tools'] = {
  calculator: {
    description: 'Evaluate an arithmetic expression.',
    schema: { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] },
    run({ expression }) {
      const [, a, operator, b] = /^(-?\d+) ([-+*]) (-?\d+)$/.exec(String(expression)) ?? [];
      // The model reads this, and may try again.
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
