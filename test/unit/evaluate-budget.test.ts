import { expect, test } from 'vitest';
import type { ChatPipeline } from '../../src/chat/answer.ts';
import { createTraffic } from '../../src/engine/traffic.ts';
import { createChatTemplate } from '../../src/text/chat-template.ts';
import { forcedToken, startOf, walk } from '../../src/text/grammar/walk.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import { answerWithin } from '../../training/evaluate/budget.ts';
import { loadNanoTokenizer } from '../fixtures/text/load.ts';

/** Thinks "a b c" as far as the budget allows, and answers with the number of its thoughts. */
function countingModel(tokenizer: Tokenizer): { model: ChatPipeline; asked: string[] } {
  const asked: string[] = [];
  const engine: ChatPipeline['engine'] = {
    contextLength: 32_768,
    async *generate(given, { maxTokens, guide }) {
      const prompt = [...('tokens' in given ? given.tokens : given)];
      asked.push(tokenizer.decode(prompt));
      const ids: number[] = [];
      let position = guide && startOf(guide.automaton);
      for (;;) {
        const text = tokenizer.decode([...prompt, ...ids]);
        const thought = /<think>\n(.*?)\n?<\/think>\n*(.*)$/s.exec(text);
        const says = thought ? `[${thought[1]}]` : 'a b c\n</think>\n\n';
        const begun = thought ? thought[2]! : text.split('<think>\n').at(-1)!;
        const must = position && forcedToken(guide!.automaton, position);
        const [id] = must === undefined ? tokenizer.encode(says.slice(begun.length)) : [must];
        if (id === undefined || ids.length === maxTokens) break;
        ids.push(id);
        yield [id];
        if (position) position = walk(guide!.automaton, guide!.symbols, position, [id]);
      }
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

test('a problem is answered once for each budget, by a model that uses all of it', async () => {
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
  expect(asked).toEqual(['abc?:<think>\n\n</think>\n\n', ...Array(3).fill('abc?:<think>\n')]);
});
