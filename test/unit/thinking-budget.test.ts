import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import { promptThinking } from '../../src/chat/guides.ts';
import { canThink } from '../../src/chat/thinks.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { COUNTED, type TokenSymbols } from '../../src/text/grammar/automaton.ts';
import { thinkingAutomaton, thinkingBudget } from '../../src/text/grammar/thinking.ts';
import { createTokenSymbols } from '../../src/text/grammar/token-symbols.ts';
import { forcedToken, startOf, walk } from '../../src/text/grammar/walk.ts';
import { createTokenizer, type Tokenizer } from '../../src/text/tokenizer.ts';
import { loadM1Tokenizer, loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { cutThinking } from '../support/cut-thinking.ts';

const tokenizers = { 'one token (m1-nano)': loadNanoTokenizer(), 'several tokens (m1)': loadM1Tokenizer() };
const vocabSize = 200_064;

/** The ids generated of `thoughts`, and then the forced ones, until the thinking has ended. */
function thinkWithin(
  tokenizer: Tokenizer,
  symbols: TokenSymbols,
  thoughts: readonly number[],
  tokens: number,
) {
  const automaton = thinkingAutomaton(tokenizer, symbols, { tokens });
  const ids: number[] = [];
  let position = startOf(automaton);
  let forced = 0;
  while (
    (automaton.flags[position.state]! & COUNTED) !== 0 ||
    (forced > 0 && forcedToken(automaton, position) !== undefined)
  ) {
    const must = forcedToken(automaton, position);
    if (must !== undefined) forced += 1;
    const id = must ?? thoughts[ids.length];
    if (id === undefined) break;
    ids.push(id);
    position = walk(automaton, symbols, position, [id]);
  }
  return { ids, closed: forced === 0, counted: position.counted };
}

describe.each(Object.entries(tokenizers))(
  'thinking within a budget, with a closing tag of %s',
  (_, tokenizer) => {
    const symbols = createTokenSymbols(tokenizer, vocabSize, []);
    const thoughts = {
      'one line': '4 + 4 = 8 so 48\n</think>\n\nThe answer',
      lines: '4 + 4\n = 8\n\nso </thin 48 </think\n</think>\n\nThe answer',
      'the tag at once': '</think>\n\nThe answer',
      'the tag in a line': '4 + 4</think>The answer',
      'a tag that begins twice': 'so <</think>\n\nThe answer',
    };

    it.each(Object.entries(thoughts))('equals a prompt cut at that point: %s', (_, text) => {
      const ids = tokenizer.encode(text);
      for (let budget = 1; budget <= ids.length; budget++) {
        const expected = cutThinking(tokenizer, 'Q: ', ids, budget);
        const { closed, counted, ids: written } = thinkWithin(tokenizer, symbols, ids, budget);
        const { ids: prompt, ...rest } = expected;
        expect(tokenizer.decode(prompt)).toBe(`Q: <think>\n${tokenizer.decode(written)}`);
        expect([...tokenizer.encode('Q: <think>\n'), ...written]).toEqual(prompt);
        expect({ closed, thinkingTokens: counted }).toEqual(rest);
      }
    });

    it('never ends with text that spells the tag if the tag is a token', () => {
      const isToken = tokenizer.idOf('</think>') !== undefined;
      const spelled = [...'</think> so'].flatMap((character) => tokenizer.encode(character));
      const { closed } = thinkWithin(tokenizer, symbols, spelled, spelled.length + 1);
      expect(
        closed && thinkWithin(tokenizer, symbols, spelled, spelled.length + 1).ids.length < spelled.length,
      ).toBe(!isToken);
    });

    it.each([40_000, 80_000])('counts to %i exactly', (tokens) => {
      const automaton = thinkingAutomaton(tokenizer, symbols, { tokens });
      const [word] = tokenizer.encode(' so');
      const almost = walk(automaton, symbols, startOf(automaton), new Array<number>(tokens - 1).fill(word!));
      expect(almost.counted).toBe(tokens - 1);
      expect(forcedToken(automaton, almost)).toBeUndefined();
      const all = walk(automaton, symbols, almost, [word!]);
      expect(all.counted).toBe(tokens);
      expect(forcedToken(automaton, all)).toBe(tokenizer.encode('\n')[0]);
    });

    it('leaves out the line end at the start of a line, and not in the middle of one', () => {
      const [lineEnd] = tokenizer.encode('\n');
      const [tag] = tokenizer.encode('</think>');
      const first = (continues: boolean) => {
        const automaton = thinkingAutomaton(tokenizer, symbols, { tokens: 0, continues });
        return forcedToken(automaton, startOf(automaton));
      };
      expect([first(false), first(true)]).toEqual([tag, lineEnd]);
    });

    it.each([
      { opens: '', open: ':<think>\n', closed: ':<think>\n\n</think>\n\n' },
      { opens: '<think>', open: ':<think>', closed: ':<think>\n\n</think>\n\n' },
      { opens: '<think>\n', open: ':<think>\n', closed: ':<think>\n\n</think>\n\n' },
    ])('is opened, or closed, in the prompt whose template writes "$opens"', ({ opens, open, closed }) => {
      const template = createChatTemplate(
        `{% for m in messages %}{{ m['content'] }}{% endfor %}{% if add_generation_prompt %}:{{ ${JSON.stringify(opens)} }}{% endif %}`,
        tokenizer,
      );
      const render = (thinking: 'open' | 'closed' | undefined) => template.render('Hi', { thinking });
      expect(render('open')).toMatchObject({ text: `Hi${open}`, insideThinking: true, continues: false });
      expect(render('closed')).toMatchObject({
        text: `Hi${closed}`,
        insideThinking: false,
        continues: false,
      });
      expect(tokenizer.encode(render('closed').pieces)).toEqual(tokenizer.encode(`Hi${closed}`));
      expect(render(undefined).text).toBe(`Hi:${opens}`);
      expect(template.render('Hi', { thinking: 'open', addGenerationPrompt: false }).text).toBe('Hi');
    });

    it('is neither opened nor closed where the answer continues text, and closed where it continues thinking', () => {
      const template = createChatTemplate(
        "{% for m in messages %}{% if m['role'] == 'assistant' %}{% if m['reasoning_content'] %}<think>\n{{ m['reasoning_content'] }}\n</think>\n\n{% endif %}{% endif %}{{ m['content'] }}|{% endfor %}",
        tokenizer,
      );
      const render = (message: object, thinking: 'open' | 'closed') => {
        const messages = [
          { role: 'user' as const, content: 'Hi' },
          { role: 'assistant' as const, ...message },
        ];
        return template.render(messages as never, { thinking });
      };
      for (const thinking of ['open', 'closed'] as const) {
        expect(render({ content: 'Yes' }, thinking)).toMatchObject({ text: 'Hi|Yes', insideThinking: false });
      }
      const thought = { content: '', thinking: 'so' };
      expect(render(thought, 'open')).toMatchObject({
        text: 'Hi|<think>\nso',
        insideThinking: true,
        continues: true,
      });
      expect(render(thought, 'closed')).toMatchObject({
        text: 'Hi|<think>\nso\n</think>\n\n',
        insideThinking: false,
      });
    });
  },
);

it("closed in the prompt of m1-nano's template, equals a prompt cut before any thinking", () => {
  const tokenizer = tokenizers['one token (m1-nano)'];
  const file = new URL('../fixtures/text/m1-nano/tokenizer_config.json', import.meta.url);
  const template = createChatTemplate(chatTemplateSources(JSON.parse(readFileSync(file, 'utf8'))), tokenizer);
  for (const question of ['What is 3 + 4?', 'Why is the sky blue?', 'Sort these words: pear, apple, fig.']) {
    const { text } = template.render(question);
    const expected = cutThinking(tokenizer, text, [], 0).ids;
    expect(tokenizer.encode(template.render(question, { thinking: 'closed' }).pieces)).toEqual(expected);
    const opened = tokenizer.encode(`${text}<think>\n`);
    expect(tokenizer.encode(template.render(question, { thinking: 'open' }).pieces)).toEqual(opened);
  }
});

it('closes the thinking without the BOS that a tokenizer begins its texts with', () => {
  const config = { add_bos_token: true, bos_token: '<beginning_of_sentence>' };
  const asking = createTokenizer(readJson('m1-nano/tokenizer.json.gz'), config);
  const { forced } = thinkingBudget(asking, 8);
  expect(forced).toEqual(thinkingBudget(tokenizers['one token (m1-nano)'], 8).forced);
  expect(asking.decode(forced)).toBe('\n</think>\n\n');
});

describe('the option thinkingBudget', () => {
  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32, '16', true])(
    'is refused if it is %s',
    (value) => {
      const attempt = () => readGenerateOptions({ thinkingBudget: value as number });
      expect(attempt).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
      expect(attempt).toThrow(/^thinkingBudget is .*, expected a whole number from 0 to 4294967295\.$/);
    },
  );

  it('is absent if it is null, and kept if it is 0', () => {
    expect(readGenerateOptions({ thinkingBudget: null })).not.toHaveProperty('thinkingBudget');
    expect(readGenerateOptions({ thinkingBudget: 0 }).thinkingBudget).toBe(0);
  });

  it('is rejected for a model that does not think', () => {
    expect(() => promptThinking({ thinks: false }, 16)).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        message: 'thinkingBudget is 16, but this model does not think: leave it out.',
      }),
    );
    expect(promptThinking({ thinks: false }, 0)).toBeUndefined();
    expect(promptThinking({ thinks: false }, undefined)).toBeUndefined();
    expect([promptThinking({}, 0), promptThinking({ thinks: true }, 1)]).toEqual(['closed', 'open']);
  });

  it('applies to a model that thinks by its template, tokenizer or architecture', () => {
    const unaware = { idOf: () => undefined };
    const plain = { default: '{{ messages }}' };
    expect(
      canThink(plain, unaware, {
        model_type: 'minimax_text_01',
        architectures: ['MiniMaxText01ForCausalLM'],
      }),
    ).toBe(false);
    expect(canThink(plain, unaware, undefined)).toBe(false);
    expect(canThink(plain, unaware, { model_type: 'minimax_m1' })).toBe(true);
    expect(canThink(plain, unaware, { architectures: ['MiniMaxM1ForCausalLM'] })).toBe(true);
    expect(canThink({ default: "{{ '<think>' }}" }, unaware, {})).toBe(true);
    expect(canThink(plain, tokenizers['one token (m1-nano)'], {})).toBe(true);
    expect(canThink(plain, tokenizers['several tokens (m1)'], {})).toBe(false);
  });
});
