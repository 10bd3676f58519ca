import { expect, it } from 'vitest';
import { AnswerJournal } from '../../src/chat/answer-journal.ts';

it('stores each id of an answer once, in order, and waits for one write at a time', async () => {
  const written: number[][] = [];
  let writing = 0;
  const store = async (ids: readonly number[]): Promise<void> => {
    expect(++writing).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    written.push([...ids]);
    writing -= 1;
  };
  const journal = new AnswerJournal(Promise.resolve(store), (error) => expect.unreachable(String(error)));
  const ids = Array.from({ length: 40 }, (_, i) => i);
  for (const id of ids) {
    journal.add([id]);
    if (id % 7 === 0) await journal.settled();
  }
  await journal.settled();
  expect(written.flat()).toEqual(ids);
  expect(written.length).toBeGreaterThan(5);
});
