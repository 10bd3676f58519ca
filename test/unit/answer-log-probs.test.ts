import { describe, expect, it } from 'vitest';
import { AnswerLogProbs } from '../../src/chat/answer-log-probs.ts';
import { defaultsOf, readCompleteOptions, readGenerateOptions } from '../../src/chat/generate-options.ts';
import { readLogProbs } from '../../src/engine/log-probs.ts';
import { logProbWords, noTopId } from '../../src/kernels/log-probs.ts';
import { loadNanoTokenizer } from '../fixtures/text/load.ts';

describe('the records of log-probabilities', () => {
  const ring = Uint32Array.of(7, 8, 9, 10);
  const words = new Uint32Array(4 * logProbWords);
  const floats = new Float32Array(words.buffer);
  for (let i = 0; i < 4; i++) {
    floats[i * logProbWords] = -1 - i;
    words.set([20 + i, 0, 30 + i, 0, noTopId, 0], i * logProbWords + 1);
    floats[i * logProbWords + 2] = -0.5;
    floats[i * logProbWords + 4] = -1e30;
  }

  it('are read across the end of the ring, without nonexistent tokens', () => {
    const read = readLogProbs({ ring, logProbs: words }, 7, 9, 3);
    expect(read).toEqual([
      {
        id: 10,
        logProb: -4,
        top: [
          { id: 23, logProb: -0.5 },
          { id: 33, logProb: Number.NEGATIVE_INFINITY },
        ],
      },
      {
        id: 7,
        logProb: -1,
        top: [
          { id: 20, logProb: -0.5 },
          { id: 30, logProb: Number.NEGATIVE_INFINITY },
        ],
      },
    ]);
    expect(readLogProbs({ ring, logProbs: words }, 4, 5)).toEqual([{ id: 7, logProb: -1, top: [] }]);
  });
});

describe("an answer's log-probabilities", () => {
  const tokenizer = loadNanoTokenizer();
  const [half] = tokenizer.encode('é');
  const [word] = tokenizer.encode('the');
  const batch = [
    { id: word!, logProb: -0.25, top: [{ id: half!, logProb: -0.1 }] },
    { id: half!, logProb: -2, top: [] },
  ];
  const bytes = [...tokenizer.bytesOf(half!)];
  const text = new TextDecoder().decode(tokenizer.bytesOf(half!));
  const first = {
    id: word,
    text: tokenizer.decode([word!]),
    bytes: [...tokenizer.bytesOf(word!)],
    logprob: -0.25,
    top: [{ id: half, text, bytes, logprob: -0.1 }],
  };

  it("are those of the answer's tokens, with text and bytes", () => {
    const collected = new AnswerLogProbs(true, tokenizer);
    collected.onLogProbs!(batch);
    expect(collected.take(0)).toEqual([]);
    expect(collected.result()).toEqual({ logprobs: [first] });
  });

  it('are sent as parts instead, if they are streamed', () => {
    const streamed = new AnswerLogProbs('stream', tokenizer);
    streamed.onLogProbs!(batch);
    expect(streamed.take(5)).toEqual([{ type: 'logprobs', from: 5, tokens: [first] }]);
    streamed.onLogProbs!(batch);
    expect(streamed.take(6)).toEqual([{ type: 'logprobs', from: 6, tokens: [first] }]);
    expect(streamed.result()).toEqual({});
  });

  it('are absent unless they are requested', () => {
    const none = new AnswerLogProbs(false, tokenizer);
    expect(none.onLogProbs).toBeUndefined();
    expect(none.take(0)).toEqual([]);
    expect(none.result()).toEqual({});
  });
});

describe('the options logprobs and topLogprobs', () => {
  it("are off by default, and can be a session's defaults", () => {
    expect(readGenerateOptions({})).toMatchObject({ logprobs: false, topLogprobs: 0 });
    const checked = readGenerateOptions({ logprobs: true, topLogprobs: 20 });
    expect(readGenerateOptions(defaultsOf(checked))).toEqual(checked);
    expect(readGenerateOptions(defaultsOf(readGenerateOptions({})))).toMatchObject({ logprobs: false });
    expect(readCompleteOptions({ logprobs: true, topLogprobs: 3 })).toMatchObject({
      logprobs: true,
      topLogprobs: 3,
    });
  });

  it.each([
    [{ logprobs: 1 }, 'logprobs is 1, expected true, false or "stream".'],
    [{ logprobs: true, topLogprobs: 21 }, 'topLogprobs is 21, expected an integer from 0 to 20.'],
    [{ logprobs: true, topLogprobs: 1.5 }, 'topLogprobs is 1.5, expected an integer from 0 to 20.'],
    [{ topLogprobs: 3 }, 'topLogprobs is 3, expected 0 without logprobs: true.'],
  ])('are rejected: %j', (options, message) => {
    expect(() => readGenerateOptions(options as object)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message }),
    );
  });
});
