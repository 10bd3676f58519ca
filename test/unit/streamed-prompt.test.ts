// Prompts with texts that arrive in pieces, compared with the same prompts as a whole.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginTexts, streamPrompt } from '../../src/chat/streamed-prompt.ts';
import type { Message } from '../../src/contract/messages.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { cut, texts, tokenizers } from '../support/cut-texts.ts';
import { runs } from '../support/runs.ts';

const templates: Record<string, string> = {
  'that of m1-nano': chatTemplateSources(readJson('m1-nano/tokenizer_config.json')).default!,
  'one that trims': `{% for m in messages %}<right> {{ m.role }}:\n {{ m.content | trim }} \n<left>{% endfor %}{% if add_generation_prompt %}<s>assistant{% endif %}`,
  'one without tokens that trims the start':
    '{% for m in messages %}{{ m.content.lstrip() }}{% endfor %} the',
  'one with tokens around the text': '{% for m in messages %}<right>{{ m.content }}<left>{% endfor %}',
  'one that skips blank messages':
    '{% for m in messages %}{% if m.content.strip() %}{{ m.role }}<{{ m.content }}>{% endif %}{% endfor %}<',
};

interface Given {
  content: string;
  specialTokens: 'text' | 'structure';
  /** The lengths at which it is split; undefined if it is a string. */
  places: number[] | undefined;
}

async function* later(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

/** The ids of a prompt with texts in pieces, and the start of its answer. */
async function streamed(
  tokenizer: Tokenizer,
  source: string,
  given: readonly Given[],
): Promise<{ ids: number[]; promptEnd: number; insideThinking: boolean }> {
  const messages = given.map(({ content, specialTokens, places }): Message => {
    return { role: 'user', content: places ? '' : content, specialTokens };
  });
  const pieces = given.flatMap(({ content, places }, message) =>
    places ? [{ message, pieces: later(cut(content, places)) }] : [],
  );
  const text = { template: createChatTemplate(source, tokenizer), tokenizer };
  const { messages: read, begun } = await beginTexts(messages, pieces, undefined);
  if (begun.length === 0) {
    const { pieces, insideThinking } = text.template.render(read);
    return { ids: tokenizer.encode(pieces), promptEnd: 0, insideThinking };
  }
  const prompt = streamPrompt(text, read, begun, []);
  const ids: number[] = [];
  for await (const batch of prompt.batches) ids.push(...batch);
  return { ids, promptEnd: prompt.promptEnd(ids.length), insideThinking: prompt.insideThinking };
}

const message = fc.record({
  content: texts,
  specialTokens: fc.constantFrom('text' as const, 'structure' as const),
  places: fc.option(fc.array(fc.nat(), { maxLength: 8 }), { nil: undefined }),
});

describe.each(Object.entries(tokenizers))('for %s', (_, tokenizer) => {
  it.each(Object.entries(templates))(
    'a template gives the ids of the whole prompt: %s',
    async (_, source) => {
      await fc.assert(
        fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 3 }), async (given) => {
          // A template that writes nothing of a conversation rejects it, streamed or not.
          const whole = () => {
            const { pieces, insideThinking } = createChatTemplate(source, tokenizer).render(
              given.map(asMessage),
            );
            return { ids: tokenizer.encode(pieces), insideThinking };
          };
          expect(await streamed(tokenizer, source, given)).toMatchObject(whole());
        }),
        runs(25),
      );
    },
  );
});

function asMessage({ content, specialTokens }: Given): Message {
  return { role: 'user', content, specialTokens };
}

describe('a streamed prompt', () => {
  const tokenizer = loadNanoTokenizer();
  const given: Given[] = [{ content: 'What is 12 + 34?', specialTokens: 'text', places: [3] }];

  it('ends, for another answer, before the generation prefix', async () => {
    const template = createChatTemplate(templates['that of m1-nano']!, tokenizer);
    const { ids, promptEnd } = await streamed(tokenizer, templates['that of m1-nano']!, given);
    const { pieces } = template.render(given.map(asMessage), { addGenerationPrompt: false });
    expect(promptEnd).toBe(tokenizer.encode(pieces).length);
    expect(promptEnd).toBeLessThan(ids.length);
  });

  it.each([
    ['changes case', '{{ messages[0].content | upper }}'],
    ['cuts', '{{ messages[0].content[:100] }}'],
    ['repeats', '{{ messages[0].content }}{{ messages[0].content }}'],
    ['writes as JSON', '{{ messages[0].content | tojson }}'],
    ['splits', "{{ messages[0].content.split('  ')[-1] }}"],
    ['replaces', "{{ messages[0].content | replace('&', '&amp;') }}"],
  ])('is rejected when the template %s the text', async (_, source) => {
    await expect(streamed(tokenizer, source, given)).rejects.toMatchObject({
      code: 'template',
      message: expect.stringMatching(/pass it as a string/),
    });
  });

  it('pulls no piece before it needs it', async () => {
    let asked = 0;
    const endless = (async function* () {
      for (;;) {
        asked += 1;
        yield 'Some words and more. '.repeat(200);
      }
    })();
    const text = { template: createChatTemplate(templates['that of m1-nano']!, tokenizer), tokenizer };
    const messages: Message[] = [{ role: 'user', content: '' }];
    const { messages: read, begun } = await beginTexts(
      messages,
      [{ message: 0, pieces: endless }],
      undefined,
    );
    expect(asked).toBe(1);
    const { batches } = streamPrompt(text, read, begun, []);
    for (let i = 0; i < 5; i++) await batches.next();
    expect(asked).toBe(4);
    await batches.return();
  });

  it('that never starts can be aborted', async () => {
    const never = (async function* (): AsyncGenerator<string> {
      await new Promise(() => {});
    })();
    const stop = new AbortController();
    const texts = [{ message: 0, pieces: never }];
    const begun = beginTexts([{ role: 'user', content: '' }], texts, stop.signal);
    stop.abort(new Error('enough'));
    await expect(begun).rejects.toThrow('enough');
  });
});
