// The sessions of this device, without a model.

import { expect, onTestFinished, test } from 'vitest';
import { sessions } from '../../src/api/sessions.ts';

test('a conversation is saved without a model, and replaces another only on request', async () => {
  const name = `talk ${crypto.randomUUID()}`;
  onTestFinished(async () => void (await sessions.delete(name)));
  const question = { role: 'user' as const, content: 'Hello' };
  await sessions.save(name, [question], { metadata: { title: 'One' } });
  await expect(sessions.save(name, [])).rejects.toMatchObject({
    code: 'storage',
    details: { conflict: true },
  });
  const longer = [question, { role: 'assistant' as const, content: 'Hi.' }];
  await sessions.save(name, longer, { replace: true });
  expect(await sessions.messages(name)).toMatchObject(longer);
  const saved = (await sessions.list()).find((session) => session.name === name);
  // Its metadata is kept.
  expect(saved).toMatchObject({ metadata: { title: 'One' }, messages: 2 });
  const wrong = [{ role: 'nobody', content: 'Hi.' }] as never;
  await expect(sessions.save(name, wrong, { replace: true })).rejects.toMatchObject({
    code: 'invalid-argument',
  });
  expect(await sessions.messages(name)).toHaveLength(2);
});
