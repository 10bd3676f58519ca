import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateAnswer } from '../../src/chat/answer.ts';
import { dropOldestTurns } from '../../src/chat/drop-oldest.ts';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import { type PromptText, tokenizePrompt } from '../../src/chat/prompt.ts';
import type { GenerateOptions, GenerationResult } from '../../src/contract/generate.ts';
import type { Message } from '../../src/contract/messages.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { runs } from '../support/runs.ts';
import { scriptEngine } from '../support/scripted-engine.ts';

const tokenizer = loadNanoTokenizer();
const sources = chatTemplateSources(readJson('m1-nano/tokenizer_config.json'));
let renders = 0;
const template = createChatTemplate(sources, tokenizer);
const text: PromptText = {
  tokenizer,
  template: {
    ...template,
    render(...args) {
      renders++;
      return template.render(...args);
    },
  },
};

const system: Message = { role: 'system', content: 'Be brief.' };
const user = (content: string): Message => ({ role: 'user', content });
const assistant = (content: string): Message => ({ role: 'assistant', content });
const calling = (id: string): Message => ({
  role: 'assistant',
  toolCalls: [{ id, name: 'look', arguments: {} }],
});
const result = (toolCallId: string, content = 'It is there.'): Message => ({
  role: 'tool',
  toolCallId,
  content,
});

const count = (messages: readonly Message[]): number => tokenizePrompt(text, messages, []).ids.length;
const without = (messages: readonly Message[], dropped: readonly number[]): Message[] =>
  messages.filter((_, i) => !dropped.includes(i));

describe('a conversation that is too long', () => {
  const messages = [
    system,
    user('One?'),
    assistant('1'),
    user('Where is it?'),
    calling('call_1'),
    result('call_1'),
    assistant('There.'),
    user('Three?'),
    assistant('3'),
    user('Four?'),
  ];

  it.each([
    ['everything that fits', []],
    ['all but the first turn', [1, 2]],
    ['no result without its call', [1, 2, 3, 4, 5, 6]],
    ['system message and last turn', [1, 2, 3, 4, 5, 6, 7, 8]],
  ])('keeps %s', (_, dropped) => {
    const left = without(messages, dropped);
    const exact = dropOldestTurns(text, messages, [], count(left));
    expect(exact).toMatchObject({ droppedMessages: dropped, ids: tokenizePrompt(text, left, []).ids });
    expect(count(exact.messages)).toBe(exact.ids.length);
  });

  it('keeps its last turn even if that does not fit', () => {
    expect(dropOldestTurns(text, messages, [], 1).droppedMessages).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(dropOldestTurns(text, 'A question?', [], 1).droppedMessages).toEqual([]);
    expect(
      dropOldestTurns(text, [system, user('a'), calling('c'), result('c')], [], 1).droppedMessages,
    ).toEqual([]);
  });

  it('keeps everything before its first turn, and all system messages', () => {
    const given = [assistant('Hello!'), user('One?'), system, assistant('1'), user('Two?')];
    expect(dropOldestTurns(text, given, [], 1).droppedMessages).toEqual([1, 3]);
  });

  it('keeps turns together that are joined by a late result', () => {
    const given = [
      user('a'),
      user('Where?'),
      calling('c'),
      user('And?'),
      result('c'),
      assistant('There.'),
      user('b'),
    ];
    expect(dropOldestTurns(text, given, [], count(given.slice(1))).droppedMessages).toEqual([0]);
    const named: Message = { role: 'tool', name: 'look', content: 'It is there.' };
    const halved = [given[3]!, named, ...given.slice(5)];
    expect(dropOldestTurns(text, given, [], count(halved)).droppedMessages).toEqual([0, 1, 2, 3, 4, 5]);
    const open = given.slice(0, 5);
    expect(dropOldestTurns(text, open, [], 1).droppedMessages).toEqual([0]);
  });

  it('keeps turns together that are joined by several late results', () => {
    const late = [user('a'), calling('c'), user('b'), calling('d'), user('e'), result('c')];
    expect(dropOldestTurns(text, [...late, result('d')], [], 1).droppedMessages).toEqual([]);
    const later = [user('z'), ...late, user('f'), result('d'), user('g')];
    expect(dropOldestTurns(text, later, [], count([user('g')])).droppedMessages).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(dropOldestTurns(text, later.slice(0, -1), [], 1).droppedMessages).toEqual([0]);
  });

  it('drops the minimum of turns for every budget, in few tries', () => {
    const turn = fc.tuple(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }));
    fc.assert(
      fc.property(
        fc.array(turn, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (turns, part) => {
          const given = [system, ...turns.flatMap(([q, a]) => [user(q), assistant(a)]), user('Last?')];
          const budget = Math.round(count(given) * part);
          renders = 0;
          const { droppedMessages, ids } = dropOldestTurns(text, given, [], budget);
          expect(renders).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(turns.length + 1)));
          const droppable = 2 * turns.length;
          expect(droppedMessages).toEqual(Array.from({ length: droppedMessages.length }, (_, i) => i + 1));
          expect(ids.length <= budget || droppedMessages.length === droppable).toBe(true);
          if (droppedMessages.length > 0) {
            expect(count(without(given, droppedMessages.slice(0, -2)))).toBeGreaterThan(budget);
          }
        },
      ),
      runs(30),
    );
  });
});

describe('a conversation that continues when it is too long', () => {
  it('has a stable prefix for many turns, and always fits', () => {
    const budget = 800;
    const given: Message[] = [system];
    const dropped: number[] = [];
    for (let i = 0; i < 100; i++) {
      given.push(user(`What is ${i} + ${i}?`));
      const prompt = dropOldestTurns(text, given, [], budget, budget >> 2);
      expect(prompt.ids.length).toBeLessThanOrEqual(budget);
      if (dropped.at(-1)! > 0) expect(prompt.ids.length).toBeGreaterThan(budget / 2);
      dropped.push(prompt.droppedMessages.length);
      given.push(assistant(`It is ${2 * i}.`));
    }
    const full = dropped.filter((count) => count > 0);
    const cuts = new Set(full).size;
    expect(cuts).toBeGreaterThan(2);
    expect(cuts).toBeLessThan(full.length / 4);
    // Without steps, each turn drops another one.
    const exact = new Set<number>();
    for (let end = 2; end < given.length; end += 2) {
      exact.add(dropOldestTurns(text, given.slice(0, end), [], budget).droppedMessages.length);
    }
    expect(exact.size).toBeGreaterThan(3 * cuts);
  });

  it('drops the minimum of turns if a step would be all of them', () => {
    const given = [user('a '.repeat(80)), assistant('b'), user('c '.repeat(80)), assistant('d'), user('e')];
    const left = given.slice(2);
    const { droppedMessages } = dropOldestTurns(text, given, [], count(left), 10_000);
    expect(droppedMessages).toEqual([0, 1]);
  });
});

describe('an answer without room', () => {
  const one = user('One, or two, or three of them, and which?');
  const messages = [system, one, assistant('1'), user('Two?'), assistant('2'), user('Three?')];
  const ask = async (contextLength: number, options: GenerateOptions) => {
    const engine = scriptEngine([tokenizer.encode('Hi')], 'stop', contextLength);
    const model = { engine, ...text, defaults: { sampling: {}, stopIds: [], unknownStopIds: [] } };
    const answer = generateAnswer(model, messages, readGenerateOptions(options));
    let next = await answer.next();
    while (!next.done) next = await answer.next();
    return { result: next.value as GenerationResult, prompt: engine.requests[0]! };
  };
  const whole = count(messages);

  it.each<[string, number, GenerateOptions, number[]]>([
    ['is left to fail', whole, { maxTokens: 10 }, []],
    ['is left to fail by name', whole, { maxTokens: 10, contextOverflow: 'error' }, []],
    ['gets as much as maxTokens asks for', whole + 10, { maxTokens: 10, contextOverflow: 'drop-oldest' }, []],
    ['gets it from the oldest turn', whole + 9, { maxTokens: 10, contextOverflow: 'drop-oldest' }, [1, 2]],
    ['gets half the context at most', 2 * (whole - 1), { contextOverflow: 'drop-oldest' }, [1, 2]],
  ])('%s', async (_, contextLength, options, dropped) => {
    const { result, prompt } = await ask(contextLength, options);
    expect(result.droppedMessages).toEqual(dropped);
    expect(prompt.prompt).toEqual(tokenizePrompt(text, without(messages, dropped), []).ids);
    expect(result.usage.promptTokens).toBe(prompt.prompt.length);
    // The checkpoints are those of the shortened prompt.
    const offsets = prompt.options.checkpoints!();
    expect(tokenizer.decode(prompt.prompt.slice(0, offsets[0]))).toContain('Be brief.');
    expect(tokenizer.decode(prompt.prompt.slice(0, offsets.at(-1)))).toContain('Three?');
  });
});
