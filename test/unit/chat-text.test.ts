import { expect, it } from 'vitest';
import { loadChatText, type ReadText } from '../../src/chat/chat-text.ts';
import { readJson } from '../fixtures/text/load.ts';

const files: Record<string, unknown> = {
  'tokenizer.json': readJson('m1-nano/tokenizer.json.gz'),
  'tokenizer_config.json': readJson('m1-nano/tokenizer_config.json'),
  'generation_config.json': { eos_token_id: 3, temperature: 0.5 },
};

function reading(changes: Record<string, unknown> = {}): ReadText {
  const all = { ...files, ...changes };
  return async (file) => {
    const content = all[file];
    return typeof content === 'object' ? JSON.stringify(content) : (content as string | undefined);
  };
}

it('opens tokenizer, chat template and defaults', async () => {
  const { tokenizer, template, defaults } = await loadChatText(reading(), 4096);
  expect(tokenizer.decode(tokenizer.encode('so it goes'))).toBe('so it goes');
  expect(template.render('so it goes').text).toContain('so it goes');
  expect(defaults).toMatchObject({ sampling: { temperature: 0.5 }, stopIds: [3] });
});

it('works without a generation_config.json', async () => {
  const { defaults } = await loadChatText(reading({ 'generation_config.json': undefined }), 4096);
  expect(defaults.sampling).toEqual({});
});

it('ends answers at the end tokens of all files', async () => {
  const { defaults } = await loadChatText(reading({ 'config.json': { eos_token_id: [0, 3] } }), 4096);
  expect(defaults.stopIds).toEqual([3, 0]);
});

it.each([
  [
    'a file that is no JSON',
    { 'generation_config.json': '{"eos' },
    4096,
    'tokenizer',
    'generation_config.json is not JSON',
  ],
  [
    'no tokenizer',
    { 'tokenizer.json': undefined },
    4096,
    'tokenizer',
    'tokenizer.json: it is missing, expected a JSON object.',
  ],
  ['no chat template', { 'tokenizer_config.json': {} }, 4096, 'template', 'no chat_template'],
  [
    'a vocabulary of more tokens than the model has',
    {},
    4095,
    'tokenizer',
    "tokenizer.json: the vocabulary has the id 4095, but the model's ids are 0 to 4094: it belongs to another model.",
  ],
])('rejects %s', async (_, changes, vocabSize, code, message) => {
  const loading = loadChatText(reading(changes), vocabSize);
  await expect(loading).rejects.toMatchObject({ code });
  await expect(loading).rejects.toThrow(message);
});
