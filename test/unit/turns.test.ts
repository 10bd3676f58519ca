// The turns of answers. test/unit/session.test.ts tests their order.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Turns } from '../../src/chat/turns.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('what a turn resolves with is not kept, such as an exported session', async () => {
  const turns = new Turns();
  const run = async (): Promise<WeakRef<ArrayBuffer>> =>
    new WeakRef(await turns.run(async () => new ArrayBuffer(1024)));
  const file = await run();
  const answer = turns.inTurn(async function* () {
    yield 'text';
    return 'result';
  }, undefined);
  while (!(await answer.next()).done);
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(file.deref() === undefined).toBe(true);
});
