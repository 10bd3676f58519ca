// The formats in which chat templates write calls, detected from their output.

import { describe, expect, it } from 'vitest';
import type { CallFormat } from '../../src/text/call-format.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import type { PromptPiece } from '../../src/text/structure.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import { loadM1Tokenizer, loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { otherFamilies } from '../support/chat-templates.ts';
import { segment } from '../support/segment.ts';

const nano = loadNanoTokenizer();
const m1 = loadM1Tokenizer();

/** A format with its tokens spelled. */
function spelled(tokenizer: Tokenizer, format: CallFormat): Record<keyof CallFormat, string | undefined> {
  const spell = (pieces: readonly PromptPiece[] | undefined): string | undefined =>
    pieces
      ?.map((piece) => (typeof piece === 'string' ? piece : tokenizer.addedTokens.get(piece)!.content))
      .join('');
  const { open, middle, separator, close } = format;
  return { open: spell(open), middle: spell(middle), separator: spell(separator), close: spell(close) };
}

const ofM1 = {
  open: '<tool_calls>\n{"name": "',
  middle: '", "arguments": ',
  separator: '}\n{"name": "',
  close: '}\n</tool_calls>',
};

describe('the calls of a template', () => {
  const nanoTemplate = createChatTemplate(
    chatTemplateSources(readJson('m1-nano/tokenizer_config.json')),
    nano,
  );
  const stop = nano.idOf('<end_of_sentence>')!;

  it("are m1-nano's, in which the tags are tokens", () => {
    const format = nanoTemplate.callFormat([stop])!;
    expect(spelled(nano, format)).toEqual(ofM1);
    expect(format.open).toEqual([nano.idOf('<tool_calls>'), '\n{"name": "']);
    expect(format.close).toEqual(['}\n', nano.idOf('</tool_calls>')]);
  });

  it("are the released M1's, in which the tags are text", () => {
    const template = createChatTemplate(chatTemplateSources(readJson('chat_template.json')), m1);
    const format = template.callFormat([m1.idOf('<end_of_sentence>')!])!;
    expect(spelled(m1, format)).toEqual(ofM1);
    expect(format.open).toEqual([ofM1.open]);
  });

  it('are unknown if no token ends the answer', () => {
    expect(nanoTemplate.callFormat([nano.idOf('<think>')!])).toBeUndefined();
  });

  it('are read back as they are written', () => {
    const format = nanoTemplate.callFormat([stop])!;
    const pieces = [
      ...format.open,
      'look',
      ...format.middle,
      '{"a": 1}',
      ...format.separator!,
      'now',
      ...format.middle,
      '{}',
      ...format.close,
    ];
    expect(segment(nano, nano.encode(pieces)).parts).toEqual([
      { type: 'tool-call', name: 'look', arguments: { a: 1 } },
      { type: 'tool-call', name: 'now', arguments: {} },
    ]);
  });

  it.each([
    [
      'a template that reads tags in the text',
      '<|im_end|>',
      {
        open: '\n<tool_call>\n{"name": "',
        middle: '", "arguments": ',
        separator: '}\n</tool_call>\n<tool_call>\n{"name": "',
        close: '}\n</tool_call>',
      },
    ],
    [
      'a template that trims and writes JSON',
      '<|eot_id|>',
      { open: '<|python_tag|>{"name": "', middle: '", "parameters": ', separator: undefined, close: '}' },
    ],
  ])('are those of %s', (name, stopToken, expected) => {
    const { tokenizer, template } = otherFamilies().find((family) => family.name === name)!;
    const format = template.callFormat([tokenizer.idOf(stopToken)!]);
    expect(format && spelled(tokenizer, format)).toEqual(expected);
  });

  it('go into the text, between the tags of M1, if a template does not write them', () => {
    const source = `{% for m in messages %}{{ '<beginning_of_sentence>' + m.role + '\\n' + m.content + '<end_of_sentence>\\n' }}{% endfor %}`;
    const format = createChatTemplate(source, nano).callFormat([stop])!;
    expect(spelled(nano, format)).toEqual({ ...ofM1, separator: '}\n{"name": "' });
  });

  it('are unknown if a template writes arguments in another form', () => {
    const source = `{% for m in messages %}{{ '<beginning_of_sentence>' + m.role + '\\n' + m.content }}{% for c in m.tool_calls or [] %}{{ c.function.name }}{% for k, v in c.function.arguments | items %}{{ k }}: {{ v | tojson }}{% endfor %}{% endfor %}{{ '<end_of_sentence>\\n' }}{% endfor %}`;
    expect(createChatTemplate(source, nano).callFormat([stop])).toBeUndefined();
  });
});
