import { describe, expect, test } from 'vitest';
import type { ChatPipeline } from '../../src/chat/answer.ts';
import { createTraffic } from '../../src/engine/traffic.ts';
import { createChatTemplate } from '../../src/text/chat-template.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import { answerWithin } from '../../training/evaluate/budget.ts';
import { closingEnd, cutThinking } from '../../training/evaluate/thinking-budget.ts';
import { loadM1Tokenizer, loadNanoTokenizer } from '../fixtures/text/load.ts';
import { idsOf } from '../support/scripted-engine.ts';

const tokenizers = { 'one token (m1-nano)': loadNanoTokenizer(), 'several tokens (m1)': loadM1Tokenizer() };

describe.each(Object.entries(tokenizers))('a closing tag of %s', (_, tokenizer) => {
  const thinking = tokenizer.encode('4 + 4 = 8\nso 48');
  const closing = tokenizer.encode('\n</think>');
  const thoughts = [...thinking, ...closing, ...tokenizer.encode('\n\nThe answer')];
  const cut = (budget: number, ids: readonly number[] = thoughts) => {
    const { ids: prompt, ...rest } = cutThinking(tokenizer, 'Q: ', ids, budget);
    return { text: tokenizer.decode(prompt), ...rest };
  };

  test('is found where it is complete', () => {
    const end = thinking.length + closing.length;
    expect(closingEnd(tokenizer, thoughts)).toBe(end);
    expect(closingEnd(tokenizer, thoughts.slice(0, end))).toBe(end);
    expect(closingEnd(tokenizer, thoughts.slice(0, end - 1))).toBeUndefined();
  });

  test('is put in when the budget is used up', () => {
    expect(cut(3)).toEqual({
      text: `Q: <think>\n${tokenizer.decode(thinking.slice(0, 3))}\n</think>\n\n`,
      thinkingTokens: 3,
      closed: false,
    });
  });

  test('is put in for a model that ended its turn while it thought', () => {
    expect(cut(1000, thinking)).toEqual({
      text: 'Q: <think>\n4 + 4 = 8\nso 48\n</think>\n\n',
      thinkingTokens: thinking.length,
      closed: false,
    });
  });

  test('needs no second line end', () => {
    const line = tokenizer.encode('4 + 4 = 8\n');
    expect(cut(line.length, [...line, ...thoughts]).text).toBe('Q: <think>\n4 + 4 = 8\n</think>\n\n');
  });

  test('is the model’s own within the budget, and nothing after it is kept', () => {
    expect(cut(1000)).toEqual({
      text: 'Q: <think>\n4 + 4 = 8\nso 48\n</think>',
      thinkingTokens: thinking.length + closing.length,
      closed: true,
    });
  });

  test('follows at once without a budget, spelled as a prompt spells it', () => {
    const { ids } = cutThinking(tokenizer, 'Q: ', thoughts, 0);
    expect(ids).toEqual(tokenizer.encode('Q: <think>\n\n</think>\n\n'));
  });
});

/** Thinks "a b c", and answers with how much of it the prompt holds. */
function countingModel(tokenizer: Tokenizer): { model: ChatPipeline; asked: string[] } {
  const asked: string[] = [];
  const engine: ChatPipeline['engine'] = {
    contextLength: 32_768,
    async *generate(given, { maxTokens }) {
      const prompt = await idsOf(given);
      const text = tokenizer.decode(prompt);
      asked.push(text);
      const thought = /<think>\n(.*?)\n?<\/think>/s.exec(text)?.[1];
      const says = thought === undefined ? 'a b c\n</think>\n\n[a b c]' : `\n\n[${thought}]`;
      const ids = tokenizer.encode(says).slice(0, maxTokens);
      for (const id of ids) yield [id];
      return {
        finishReason: ids.length === maxTokens ? 'length' : 'stop',
        promptTokens: prompt.length,
        generatedTokens: ids.length,
        prefillMs: 1,
        decodeMs: 1,
        experts: createTraffic(),
      };
    },
  };
  const model: ChatPipeline = {
    engine,
    tokenizer,
    template: createChatTemplate("{{ messages[0]['content'][0]['text'] }}:", tokenizer),
    defaults: { sampling: {}, stopIds: [], unknownStopIds: [] },
  };
  return { model, asked };
}

test('a problem is thought about once, and answered once for each thinking that was cut off', async () => {
  const tokenizer = loadNanoTokenizer();
  const { model, asked } = countingModel(tokenizer);
  const problem = {
    task: 'letters',
    messages: [{ role: 'user' as const, content: 'abc?' }],
    tools: [],
    thinks: true,
    heldOut: true,
    answer: '[a b c]',
    toolCalls: [],
  };
  const results = await answerWithin(model, [problem], [0, 2, 64, 256], () => {});
  expect(results.map(({ budget, text, solved, closed }) => ({ budget, text, solved, closed }))).toEqual([
    { budget: 0, text: '[]', solved: false, closed: false },
    { budget: 2, text: '[a b]', solved: false, closed: false },
    { budget: 64, text: '[a b c]', solved: true, closed: true },
    { budget: 256, text: '[a b c]', solved: true, closed: true },
  ]);
  expect(asked).toEqual([
    'abc?:<think>\n',
    'abc?:<think>\n\n</think>\n\n',
    'abc?:<think>\na b\n</think>\n\n',
  ]);
});
