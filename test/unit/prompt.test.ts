import { describe, expect, it } from 'vitest';
import { type PromptText, tokenizePrompt } from '../../src/chat/prompt.ts';
import type { Message } from '../../src/contract/messages.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';

const tokenizer = loadNanoTokenizer();
const sources = chatTemplateSources(readJson('m1-nano/tokenizer_config.json'));
const text: PromptText = { tokenizer, template: createChatTemplate(sources, tokenizer) };

describe('the prompt of a conversation', () => {
  it('is what the template writes, including tools and the beginning of an answer', () => {
    const tools = [{ name: 'look', description: 'Looks something up.' }];
    const { ids } = tokenizePrompt(text, 'Hi <think>', tools);
    expect(tokenizer.decode(ids)).toBe(text.template.render('Hi <think>', { tools }).text);
    expect(ids.length).toBeGreaterThan(tokenizePrompt(text, 'Hi <think>', []).ids.length);
  });

  it.each<[string, unknown, string]>([
    ['a message that is none', [{ role: 'robot', content: '' }], 'invalid-argument'],
    ['something the template leaves out', [{ role: 'user', content: 'a' }], 'template'],
  ])('fails for %s', (_, messages, code) => {
    const template = createChatTemplate("{{ 'no messages' }}", tokenizer);
    expect(() => tokenizePrompt({ tokenizer, template }, messages as Message[], [])).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
