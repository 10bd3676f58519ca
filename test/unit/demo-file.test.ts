// Conversations of the demo as files.

import { expect, it } from 'vitest';
import {
  conversationFromJson,
  conversationToJson,
  conversationToMarkdown,
} from '../../demo/conversations/file.ts';
import type { Message } from '../../src/index.ts';

// Too large for a number, and a string that only looks like one.
const call = { id: 'c', name: 'add', arguments: { a: 9_007_199_254_740_993n, b: '9007199254740993' } };
const messages: Message[] = [
  { role: 'user', content: 'Add "1".' },
  { role: 'assistant', content: '', thinking: 'Well…', toolCalls: [call] },
  { role: 'tool', toolCallId: 'c', name: 'add', content: '2' },
];

it('what is exported as JSON is imported as it was', () => {
  const branches = [
    { name: 'a', created: 1_700_000_000_000, cutAt: 3, messages },
    { name: 'b', parent: { name: 'a', at: 1 }, created: 1_700_000_000_001, messages },
  ];
  const conversation = { title: 'Sums', branches };
  expect(conversationFromJson(conversationToJson(conversation))).toEqual(conversation);
});

it('calls with large integers are exported as Markdown', () => {
  expect(conversationToMarkdown('Sums', messages)).toContain('`add {"a":9007199254740993,"b":"9007');
});

it.each([{ created: 'now' }, { cutAt: null }, { parent: 3 }])('a file with %j is refused', (wrong) => {
  const branches = [{ name: 'a', messages: [], ...wrong }];
  const json = JSON.stringify({ format: 'pocket-m1 conversation 1', title: 'T', branches });
  expect(() => conversationFromJson(json)).toThrow('not a conversation');
});
