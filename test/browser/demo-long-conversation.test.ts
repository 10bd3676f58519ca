// An answer that streams below five hundred messages.

import '../../demo/style/page.css';
import '../../demo/style/conversation.css';
import '../../demo/style/turns.css';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message } from '../../src/index.ts';

const log = document.createElement('div');

beforeAll(() => {
  log.id = 'log';
  log.style.height = '600px';
  document.body.append(log);
});

afterAll(() => log.remove());

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

test('an answer that is written below 500 messages changes none of them, and they are not laid out', async () => {
  // The modules look for the log when they are imported.
  const { AnswerView, prepareForAnswers } = await import('../../demo/turns.ts');
  const { Transcript } = await import('../../demo/conversations/transcript.ts');
  await prepareForAnswers();
  const nothing = (): void => {};
  const transcript = new Transcript({
    edit: nothing,
    regenerate: nothing,
    branch: nothing,
    goOn: nothing,
    open: nothing,
  });
  const messages = Array.from({ length: 500 }, (_, i): Message => {
    const content = `Message ${i}\n\n\`\`\`\n${'const one = 1;\n'.repeat(i % 40)}\`\`\`\n\nand *more*.`;
    return { role: i % 2 === 0 ? 'user' : 'assistant', content };
  });
  transcript.show(messages, false);
  // Twelve questions and their answers are rendered at once, the others in the next frames.
  expect(log.children).toHaveLength(24);
  await expect.poll(() => log.children.length).toBe(500);

  const changed = new Set<Element>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const turn = target === log ? undefined : [...log.children].find((child) => child.contains(target));
      if (turn) changed.add(turn);
    }
  });
  observer.observe(log, { childList: true, subtree: true, attributes: true, characterData: true });
  const answer = new AnswerView();
  answer.begin();
  for (let word = 0; word < 60; word++) {
    answer.add({ type: 'text', text: word % 10 === 9 ? '\n\n' : `word ${word} ` });
    await nextFrame();
  }
  answer.end('');
  await nextFrame();
  expect([...changed]).toEqual([answer.element]);
  expect(answer.element.querySelectorAll('.text > p')).toHaveLength(6);
  const laidOut = [...log.children].filter((turn) =>
    turn.firstElementChild!.checkVisibility({ contentVisibilityAuto: true }),
  );
  expect(laidOut.length).toBeLessThan(60);
  expect(laidOut.length).toBeGreaterThan(0);
});
