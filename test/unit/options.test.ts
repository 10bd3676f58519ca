// Options as forms, stores and users of other libraries pass them.

import { describe, expect, it } from 'vitest';
import { readLoadOptions } from '../../src/api/load-options.ts';
import { readSessionOptions } from '../../src/api/session-options.ts';
import { readGenerateOptions, requireOneAnswer } from '../../src/chat/generate-options.ts';

const refusal = (message: string | RegExp) =>
  expect.objectContaining({
    code: 'invalid-argument',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });

describe('the options of generate', () => {
  const names = [
    'temperature',
    'topP',
    'topK',
    'minP',
    'repetitionPenalty',
    'seed',
    'maxTokens',
    'expertThreshold',
    'routing',
    'n',
    'contextOverflow',
    'stop',
    'tools',
    'signal',
  ];
  const nothing = readGenerateOptions(undefined);

  it('may all be null or undefined', () => {
    for (const empty of [null, undefined]) {
      expect(readGenerateOptions(Object.fromEntries(names.map((name) => [name, empty])))).toEqual(nothing);
    }
    expect(readGenerateOptions(null)).toEqual(nothing);
    expect(readGenerateOptions({})).toEqual(nothing);
  });

  it('are read through a proxy, as plain data', () => {
    const options = { temperature: 0, topK: 5, stop: ['a', 'b'], tools: [{ name: 'now' }], maxTokens: 3 };
    const read = readGenerateOptions(new Proxy(options, {}));
    expect(read).toMatchObject({ sampling: { temperature: 0, topK: 5 }, stop: ['a', 'b'], maxTokens: 3 });
    expect(structuredClone(read)).toEqual(read);
  });

  it.each([
    ['max_tokens', 'maxTokens'],
    ['max_new_tokens', 'maxTokens'],
    ['maxCompletionTokens', 'maxTokens'],
    ['maxtokens', 'maxTokens'],
    ['top_p', 'topP'],
    ['top_k', 'topK'],
    ['temprature', 'temperature'],
    ['repetition_penalty', 'repetitionPenalty'],
    ['stopSequences', 'stop'],
    ['stop_strings', 'stop'],
    ['tool', 'tools'],
    ['abortSignal', 'signal'],
  ])('are rejected with the right name: %s', (name, right) => {
    expect(() => readGenerateOptions({ [name]: 2 })).toThrow(
      refusal(`generate has no option "${name}". Did you mean ${right}?`),
    );
  });

  it.each([
    [{ stream: true }, /"stream"\. Leave it out: every run can be iterated/],
    [{ frequency_penalty: 1 }, /"frequency_penalty"\. Did you mean frequencyPenalty\?$/],
    [{ max_thinking_tokens: 1 }, /"max_thinking_tokens"\. Did you mean thinkingBudget\?$/],
    [{ tool_choice: 'auto' }, /"tool_choice"\. Did you mean toolChoice\?$/],
    [
      { toolChoice: 'any', tools: [{ name: 'f' }] },
      /^toolChoice is "any", expected "auto", "none", "required" or/,
    ],
    [{ toolChoice: { tool: 'f' }, tools: [{ name: 'f' }] }, /^toolChoice is {"tool":"f"}, expected "auto"/],
    [
      { toolChoice: 'required' },
      /^toolChoice is "required", expected "auto" or "none" where there are no tools\.$/,
    ],
    [
      { toolChoice: { name: 'g' }, tools: [{ name: 'f' }] },
      /^toolChoice is .*, expected one of the tools f\.$/,
    ],
    [
      { toolChoice: 'required', tools: [{ name: 'f' }], ignoreEos: true },
      /^toolChoice cannot be combined with ignoreEos, because an answer ends after its calls\.$/,
    ],
    [{ parallelToolCalls: 1 }, /^parallelToolCalls is 1, expected true or false\.$/],
    [{ contextOverflow: 'truncate' }, 'contextOverflow is "truncate", expected "error" or "drop-oldest".'],
    [
      { echo: 3 },
      /"echo"\. Known are maxTokens, contextOverflow, thinkingBudget, responseFormat, stop, expertThreshold, routing, logprobs, topLogprobs, n, tools, toolChoice, parallelToolCalls, signal, /,
    ],
    [5, 'generate: the options are 5, expected an object.'],
    [[], 'generate: the options are [], expected an object.'],
  ])('are rejected with advice: %j', (options, message) => {
    expect(() => readGenerateOptions(options as object)).toThrow(refusal(message));
  });

  it.each([
    ['temperature', '0.7', 'temperature is "0.7", expected a number from 0 to 100.'],
    ['topP', '1', 'topP is "1", expected a number from 0 to 1.'],
    ['topK', true, 'topK is true, expected an integer from 0 to 4294967295.'],
    ['seed', 2n, 'seed is 2, expected an integer from 0 to 9007199254740991.'],
    ['seed', Number.NaN, 'seed is NaN, expected an integer from 0 to 9007199254740991.'],
    ['maxTokens', '64', 'maxTokens is "64", expected a whole number above 0.'],
    ['maxTokens', Number.POSITIVE_INFINITY, 'maxTokens is Infinity, expected a whole number above 0.'],
    ['stop', 5, 'stop is 5, expected strings that are not empty.'],
    ['stop', '', 'stop is "", expected strings that are not empty.'],
    ['stop', /end/, /^stop is a RegExp/],
    ['expertThreshold', '0.5', 'expertThreshold is "0.5", expected a number from 0 to 1.'],
    ['expertThreshold', 1.1, 'expertThreshold is 1.1, expected a number from 0 to 1.'],
    ['expertThreshold', Number.NaN, 'expertThreshold is NaN, expected a number from 0 to 1.'],
    ['n', 0, 'n is 0, expected an integer from 1 to 128.'],
    ['n', '2', 'n is "2", expected an integer from 1 to 128.'],
    ['routing', 'all', 'routing is "all", expected true, false or "stream".'],
    ['signal', {}, 'signal is {}, expected an AbortSignal.'],
    ['signal', new AbortController(), /^signal is an AbortController, expected an AbortSignal/],
  ])('are shown by their type: %s %s', (name, value, message) => {
    expect(() => readGenerateOptions({ [name]: value })).toThrow(refusal(message));
  });

  it('leave room for the seeds of all answers', () => {
    const seed = Number.MAX_SAFE_INTEGER;
    expect(readGenerateOptions({ seed, n: 1 }).n).toBe(1);
    expect(readGenerateOptions({ seed: seed - 2, n: 3 }).n).toBe(3);
    expect(() => readGenerateOptions({ seed, n: 3 })).toThrow(
      refusal(`seed is ${seed}, expected an integer from 0 to ${seed - 2}, because n is 3.`),
    );
  });

  it('reject several answers of a session', () => {
    const message = 'n is 2, but a session continues with one answer: leave it out.';
    expect(() => requireOneAnswer(readGenerateOptions({ n: 2 }))).toThrow(refusal(message));
    expect(() => readSessionOptions({ n: 2 } as object)).toThrow(refusal(message));
    expect('n' in readSessionOptions({}).defaults).toBe(false);
  });

  it('reject a signal behind a proxy with a message', () => {
    // Browsers' own objects throw if `this` is a proxy; Node's do not.
    const signal = Object.create(AbortSignal.prototype, {
      aborted: {
        get: () => {
          throw new TypeError('Illegal invocation');
        },
      },
    });
    expect(() => readGenerateOptions({ signal })).toThrow(
      refusal(/expected an AbortSignal that is not behind a proxy\.$/),
    );
  });
});

describe('the options of loadModel', () => {
  it('may be null', () => {
    const names = [
      'onProgress',
      'onWarning',
      'onShard',
      'signal',
      'contextLength',
      'kvCache',
      'expertBudgetBytes',
      'prefixCacheBytes',
      'prefetch',
      'persist',
      'fetchOptions',
      'worker',
    ];
    const nothing = { persist: true, onWarning: console.warn };
    expect(readLoadOptions(Object.fromEntries(names.map((name) => [name, null])))).toEqual(nothing);
    expect(readLoadOptions(null)).toEqual(nothing);
    expect(readLoadOptions({ persist: false }).persist).toBe(false);
  });

  it('accept headers in every form that fetch accepts', () => {
    const expected = { headers: { authorization: 'x', 'x-a': 'b' } };
    for (const headers of [
      { Authorization: 'x', 'X-A': 'b' },
      new Headers({ Authorization: 'x', 'X-A': 'b' }),
      [
        ['Authorization', 'x'],
        ['X-A', 'b'],
      ],
    ]) {
      const { fetchOptions } = readLoadOptions({
        fetchOptions: new Proxy({ headers: headers as Record<string, string> }, {}),
      });
      expect(fetchOptions).toEqual(expected);
      expect(structuredClone(fetchOptions)).toEqual(expected);
    }
  });

  it('the files of a folder get their paths in it', () => {
    const file = Object.assign(new File(['{}'], 'a.json'), { webkitRelativePath: 'm1/experts/a.json' });
    expect(readLoadOptions({ folder: [file] }).folder).toEqual(new Map([['experts/a.json', file]]));
  });

  it.each([
    [{ context_length: 5 }, 'loadModel has no option "context_length". Did you mean contextLength?'],
    [
      { progress_callback: () => {} },
      'loadModel has no option "progress_callback". Did you mean onProgress?',
    ],
    [{ headers: {} }, /"headers"\. Pass headers as fetchOptions: \{ headers \}\.$/],
    [{ device: 'webgpu' }, /"device"\. Known are onProgress, /],
    [
      { fetchOptions: { mode: 'cors' } },
      /^fetchOptions has no field "mode"\. Known are headers, credentials\.$/,
    ],
    [{ fetchOptions: { headers: { 'a b': 'c' } } }, /^fetchOptions\.headers cannot be sent: /],
    [{ fetchOptions: { credentials: 'yes' } }, /^fetchOptions\.credentials is "yes", expected one of omit/],
    [{ contextLength: '4096' }, 'contextLength is "4096", expected a whole number above 0.'],
    [{ kvCache: 'f8' }, 'kvCache is "f8", expected "f16" or "f32".'],
    [{ prefetch: 'off' }, 'prefetch is "off", expected true, false or "idle".'],
    [{ persist: 'no' }, 'persist is "no", expected true or false.'],
    [{ expertBudgetBytes: '64MB' }, 'expertBudgetBytes is "64MB", expected a number above 0.'],
    [{ prefixCacheBytes: -1 }, 'prefixCacheBytes is -1, expected a number of at least 0.'],
    [
      { folder: 'm1' },
      'folder is "m1", expected a FileSystemDirectoryHandle, or the files of an <input webkitdirectory>.',
    ],
    [{ folder: [new File([], 'manifest.json')] }, 'folder has a File without a webkitRelativePath.'],
    [{ folder: [], fetchOptions: {} }, 'fetchOptions is for requests, and a folder has none.'],
    [{ onProgress: true }, 'onProgress is true, expected a function.'],
    ['fast', 'loadModel: the options are "fast", expected an object.'],
  ])('are rejected by name: %j', (options, message) => {
    expect(() => readLoadOptions(options as object)).toThrow(refusal(message));
  });
});
