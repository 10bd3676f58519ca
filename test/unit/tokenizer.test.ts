import { describe, expect, it } from 'vitest';
import { PocketM1Error } from '../../src/errors.ts';
import { createTokenizer, type Tokenizer } from '../../src/text/tokenizer.ts';
import { loadM1Tokenizer, loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';

interface RandomCases {
  encode: { text: string; ids: number[] }[];
  decode: { ids: number[]; text: string; text_without_special: string }[];
}

const m1 = loadM1Tokenizer();
const nano = loadNanoTokenizer();
const cases = readJson<{ text: string; ids: number[]; decoded: string }[]>('cases.json');
/** Every byte as a token (ids 0 to 255), and one merge (256). */
const tiny = (() => {
  const { model } = readJson<{ model: { vocab: Record<string, number> } }>('m1-nano/tokenizer.json.gz');
  const symbols = Object.keys(model.vocab).filter((token) => token.length === 1);
  const vocab = Object.fromEntries([...symbols, 'th'].map((token, id) => [token, id]));
  return {
    model: { type: 'BPE', vocab, merges: ['t h'] },
    pre_tokenizer: { type: 'ByteLevel', use_regex: false },
    decoder: { type: 'ByteLevel' },
  };
})();
const randomCases = readJson<Record<'m1' | 'm1-nano', RandomCases>>('random_cases.json');

describe('the released tokenizer', () => {
  it.each(cases)('agrees with the Rust tokenizer on $text', ({ text, ids, decoded }) => {
    expect(m1.encode(text)).toEqual(ids);
    expect(m1.decode(ids)).toBe(decoded);
  });
});

describe.each([
  { name: 'm1' as const, tokenizer: m1 },
  { name: 'm1-nano' as const, tokenizer: nano },
])('$name', ({ name, tokenizer }) => {
  it('encodes random texts like the Rust tokenizer', () => {
    for (const { text, ids } of randomCases[name].encode) expect(tokenizer.encode(text), text).toEqual(ids);
  });

  it('decodes random ids like the Rust tokenizer', () => {
    for (const { ids, text, text_without_special } of randomCases[name].decode) {
      expect(tokenizer.decode(ids)).toBe(text);
      expect(tokenizer.decode(ids, { skipSpecialTokens: true })).toBe(text_without_special);
    }
  });

  it.each([
    ['nothing', ''],
    ['carriage returns', 'a\r\nb\r\rc\n\r'],
    ['a byte order mark', '\ufeffa'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['only special tokens', '<beginning_of_sentence><end_of_sentence>'],
    ['half a special token', '<end_of_sent ence> <<end_of_sentence'],
  ])('returns %s unchanged', (_, text) => {
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  it('reads a lone surrogate as U+FFFD', () => {
    expect(tokenizer.decode(tokenizer.encode('a\ud83d!'))).toBe('a\ufffd!');
  });
});

describe("the tokenizer's vocabulary", () => {
  it.each([
    { name: 'm1 with its 28 padding rows', tokenizer: m1, vocabSize: 200_064, known: 200_036 },
    { name: 'm1-nano', tokenizer: nano, vocabSize: 4096, known: 4096 },
    { name: 'a model that has fewer rows', tokenizer: nano, vocabSize: 1001, known: 1001 },
  ])('$name', ({ tokenizer, vocabSize, known }) => {
    const words = tokenizer.knownIds(vocabSize);
    expect(words.length).toBe(Math.ceil(vocabSize / 32));
    for (let id = 0; id < words.length * 32; id++) {
      if (((words[id >> 5]! >>> (id & 31)) & 1) !== (id < known ? 1 : 0)) expect.fail(`bit of id ${id}`);
    }
  });

  it('excludes ids in the middle that have no token', () => {
    const tokenizer = createTokenizer({
      ...tiny,
      added_tokens: [{ id: 300, content: '<end>', special: true }],
    });
    expect([tokenizer.idsFrom(256), tokenizer.idsFrom(257), tokenizer.idsFrom(301)]).toEqual([
      [256, 300],
      [300],
      [],
    ]);
    expect(countBits(tokenizer.knownIds(320))).toBe(258);
    expect(tokenizer.decode([270, 319, -1, 300])).toBe('<end>');
    expect(tokenizer.bytesOf(270)).toEqual(new Uint8Array(0));
  });

  it('names ids and special tokens', () => {
    expect(m1.idOf('<end_of_sentence>')).toBe(200_020);
    expect(m1.idOf('<think>')).toBeUndefined();
    expect(nano.idOf('<think>')).toBe(4);
    expect(nano.addedTokens.get(3)).toEqual({ content: '<end_of_sentence>', special: true });
    expect(m1.idsFrom(200_035)).toEqual([200_035]);
    expect(m1.idsFrom(200_036)).toEqual([]);
    expect(nano.namedTokens).toEqual({
      bos_token: '<beginning_of_sentence>',
      eos_token: '<end_of_sentence>',
      unk_token: '<end_of_document>',
    });
  });
});

describe('the beginning of a text', () => {
  const bos = { id: 257, content: '<s>', special: true };
  const build = (config: unknown): Tokenizer => createTokenizer({ ...tiny, added_tokens: [bos] }, config);

  it('gets a BOS only when the config asks for it, and never two', () => {
    const asking = build({ add_bos_token: true, bos_token: { content: '<s>' } });
    expect(asking.encode('th')).toEqual([257, 256]);
    expect(asking.encode('<s>th')).toEqual([257, 256]);
    expect(asking.encode('')).toEqual([257]);
    expect(build({ bos_token: '<s>' }).encode('th')).toEqual([256]);
    expect(build(undefined).encode('th')).toEqual([256]);
  });
});

describe('long prompts', () => {
  const prose = cases.map(({ text }) => text).join('\n');
  it.each([
    { name: 'mixed text', unit: prose, length: 200_000 },
    { name: 'one endless word', unit: 'a', length: 40_000 },
    { name: 'only blanks', unit: ' ', length: 40_000 },
  ])('of $name take linear time', ({ unit, length }) => {
    const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const short = Math.min(...[1, 2, 3].map(() => encodeMs(text.slice(0, length / 8))));
    const long = Math.min(...[1, 2].map(() => encodeMs(text)));
    // 8 times the text takes 8 times as long if linear, 64 times if quadratic.
    expect(long).toBeLessThan(Math.max(short, 5) * 30);
  });
});

describe('a malformed tokenizer.json', () => {
  const { model } = tiny;
  it.each([
    ['no object', '[]', 'it is "[]", expected a JSON object.'],
    ['nothing at all', undefined, 'it is missing, expected a JSON object.'],
    ['no model', { ...tiny, model: undefined }, 'model is missing, expected an object.'],
    [
      'another kind of model',
      { ...tiny, model: { ...model, type: 'Unigram' } },
      'model.type is "Unigram", expected "BPE".',
    ],
    [
      'a list for a vocabulary',
      { ...tiny, model: { ...model, vocab: [] } },
      'model.vocab is [], expected an object.',
    ],
    [
      'an id that is none',
      { ...tiny, model: { ...model, vocab: { a: 1.5 } } },
      'model.vocab["a"] is 1.5, expected an integer of at least 0.',
    ],
    ['no merges', { ...tiny, model: { ...model, merges: null } }, 'model.merges is null, expected an array.'],
    [
      'half a merge',
      { ...tiny, model: { ...model, merges: ['ab'] } },
      'model.merges contains "ab", expected a pair of tokens.',
    ],
    [
      'another decoder',
      { ...tiny, decoder: { type: 'Metaspace' } },
      'decoder.type is "Metaspace", expected "ByteLevel".',
    ],
    ['no decoder', { ...tiny, decoder: null }, 'decoder.type is null, expected "ByteLevel".'],
    [
      'words for bytes',
      { ...tiny, pre_tokenizer: { type: 'Whitespace' } },
      'pre_tokenizer is {"type":"Whitespace"}, expected "ByteLevel" or',
    ],
    [
      'text as it is for bytes',
      { ...tiny, pre_tokenizer: null },
      'pre_tokenizer is null, expected "ByteLevel" or',
    ],
    [
      'words that end in a mark',
      { ...tiny, model: { ...model, end_of_word_suffix: '</w>' } },
      'model.end_of_word_suffix is "</w>", but byte-level tokens have none',
    ],
    [
      'added tokens without content',
      { ...tiny, added_tokens: [{ id: 3 }] },
      'added_tokens contains {"id":3}, expected an object with id and content.',
    ],
    ['an unknown normalizer', { ...tiny, normalizer: { type: 'Rot13' } }, 'Unknown Normalizer type: Rot13'],
    [
      'a pattern that is no regular expression',
      {
        ...tiny,
        pre_tokenizer: {
          type: 'Sequence',
          pretokenizers: [{ type: 'Split', pattern: { Regex: '(' } }, tiny.pre_tokenizer],
        },
      },
      /^tokenizer.json: Invalid regular expression/,
    ],
  ])('with %s is rejected with one sentence', (_, json, message) => {
    const expected = typeof message === 'string' ? `tokenizer.json: ${message}` : message;
    expect(() => createTokenizer(json)).toThrow(expected);
    expect(() => createTokenizer(json)).toThrow(
      expect.objectContaining({ code: 'tokenizer', name: PocketM1Error.name }),
    );
  });
});

function countBits(words: Uint32Array): number {
  let bits = 0;
  for (let id = 0; id < words.length * 32; id++) bits += (words[id >> 5]! >>> (id & 31)) & 1;
  return bits;
}

/** CPU time of this process, because the clock includes other processes. */
function encodeMs(text: string): number {
  const started = process.cpuUsage();
  m1.encode(text);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}
