import { expect, it } from 'vitest';
import { AnswerRouting } from '../../src/chat/answer-routing.ts';

// One layer, one expert per token.
const batch = (...experts: number[]) => ({
  experts: Uint16Array.from(experts),
  weights: new Float32Array(experts.length),
});

it.each([true, 'stream'] as const)('a fault belongs to the token that waited; routing: %s', (option) => {
  const routing = new AnswerRouting(option);
  const { onRouting, onFault } = routing.listeners;
  // Two of the prompt, and one of a step after the first batch, which is reported before that batch is taken.
  for (const token of [0, 0, 2]) onFault!(token);
  onRouting!(batch(5, 6));
  const parts = routing.take(2, 2, 0);
  onFault!(2);
  onRouting!(batch(7, 8));
  parts.push(...routing.take(2, 1, 2));
  const faults = parts.flatMap((part) => (part.type === 'routing' ? [...part.faults] : []));
  const result = routing.result().routing;
  expect(option === true ? [...result!.faults] : faults).toEqual([2, 0, 2]);
  if (option === true) expect([...result!.experts]).toEqual([5, 6, 7]);
  else expect(result).toBeUndefined();
});

it('there are no listeners unless the routing is requested', () => {
  const routing = new AnswerRouting(false);
  expect(routing.listeners).toEqual({});
  expect(routing.take(1, 1, 0)).toEqual([]);
});
