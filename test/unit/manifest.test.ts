import { describe, expect, it } from 'vitest';
import { readArchitecture } from '../../src/cli/architectures.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import { IntegrityError } from '../../src/errors.ts';
import { parseManifest } from '../../src/shards/manifest.ts';
import { fixtureDir, readConfig } from '../support/checkpoint-files.ts';

const sha256 = '0123456789abcdef'.repeat(4);
const { config } = readArchitecture(await readConfig(fixtureDir('hybrid-8')));

function valid(modelConfig: ModelConfig = config) {
  const experts = modelConfig.layers.flatMap((_, layer) =>
    Array.from({ length: modelConfig.numLocalExperts }, (_, expert) => {
      return {
        file: `experts/${layer}-${expert}.safetensors`,
        bytes: 100,
        sha256,
        role: 'expert',
        layer,
        expert,
      };
    }),
  );
  return {
    format: 'pocket-m1',
    version: 2,
    name: 'tiny',
    revision: '0123456789abcdef',
    config: structuredClone(modelConfig) as ModelConfig,
    quantization: { experts: 'q4', attention: 'q8', embedding: 'f16', head: 'f32' },
    files: [{ file: 'config.json', bytes: 3, sha256 }],
    shards: [{ file: 'core-00.safetensors', bytes: 100, sha256, role: 'core' }, ...experts] as Record<
      string,
      unknown
    >[],
  };
}

it('reads a manifest', () => {
  expect(parseManifest(valid())).toEqual(valid());
});

it('reads version 1, whose models had these semantics', () => {
  const { config: given, ...rest } = valid();
  const { attentionMultiplier, qkNorm, router, embeddingMultiplier, logitsMultiplier, tiedHead, ...old } =
    given;
  expect(attentionMultiplier).toBe(32 ** -0.5);
  expect([qkNorm, router]).toEqual(['none', { scores: 'softmax', selectionBias: false, renormalize: true }]);
  expect([embeddingMultiplier, logitsMultiplier, tiedHead]).toEqual([1, 1, false]);
  expect(parseManifest({ ...rest, version: 1, config: old })).toEqual(valid());
});

it('reads scaled rotary frequencies, and dense layers, which have no experts', () => {
  const layers = config.layers.map((layer, l) => (l === 7 ? { ...layer, dense: true as const } : layer));
  const ropeScaling = {
    frequencyFactors: Array.from({ length: config.rotaryDim / 2 }, (_, i) => 1 / (i + 1)),
    amplitude: 1.25,
  };
  const manifest = valid({ ...config, layers, ropeScaling, denseIntermediateSize: 96 });
  const shards = manifest.shards.filter(({ layer }) => layer !== 7);
  const popularity = layers.map(({ dense }) => (dense ? [] : Array(config.numLocalExperts).fill(0.125)));
  expect(parseManifest({ ...manifest, shards, popularity })).toEqual({ ...manifest, shards, popularity });
  expect(() => parseManifest(manifest)).toThrow('is layer 7, expert 0, which the model does not have.');
});

it('reads the popularity of experts if it is there', () => {
  const popularity = config.layers.map(() => Array(config.numLocalExperts).fill(1 / config.numLocalExperts));
  expect(parseManifest({ ...valid(), popularity }).popularity).toEqual(popularity);
});

it('reads which experts a conversation opens with if it is there', () => {
  const opening = config.layers.map((_, layer) => [0, layer]);
  expect(parseManifest({ ...valid(), opening }).opening).toEqual(opening);
});

it('drops fields it does not know', () => {
  expect(parseManifest({ ...valid(), comment: 'hello' })).toEqual(valid());
});

describe('a manifest is rejected, naming the field:', () => {
  type Change = (manifest: ReturnType<typeof valid>) => unknown;
  const set =
    (path: string, value: unknown): Change =>
    (manifest) => {
      const keys = path.split('.');
      let target = manifest as unknown as Record<string, unknown>;
      for (const key of keys.slice(0, -1)) target = target[key] as Record<string, unknown>;
      if (value === undefined) delete target[keys.at(-1)!];
      else target[keys.at(-1)!] = value;
      return manifest;
    };
  const cases: [what: string, change: Change, message: string][] = [
    ['null', () => null, 'the root is null, expected an object'],
    ['another format', set('format', 'gguf'), 'format is "gguf"'],
    ['a later version', set('version', 3), 'version is 3, but this release reads versions 1 and 2'],
    ['no name', set('name', ''), 'name is "", expected a string'],
    ['a short revision', set('revision', 'abc'), 'revision is "abc", expected 16'],
    ['no config', set('config', undefined), 'config is missing, expected an object'],
    [
      'a size of zero',
      set('config.hiddenSize', 0),
      'config.hiddenSize is 0, expected an integer of at least 1',
    ],
    ['a size that is text', set('config.vocabSize', '512'), 'config.vocabSize is "512"'],
    ['half a head', set('config.headDim', 1.5), 'config.headDim is 1.5'],
    ['an eps of zero', set('config.rmsNormEps', 0), 'config.rmsNormEps is 0, expected a positive number'],
    ['a flag that is a number', set('config.postnorm', 1), 'config.postnorm is 1, expected true or false'],
    ['no beta', set('config.mlpScale.beta', undefined), 'config.mlpScale.beta is missing'],
    ['an odd rotaryDim', set('config.rotaryDim', 7), 'config.rotaryDim is 7'],
    ['a rotaryDim past the head', set('config.rotaryDim', 34), 'config.rotaryDim is 34'],
    [
      'heads that do not divide',
      set('config.numKeyValueHeads', 3),
      'config.numAttentionHeads is 4, expected a multiple of numKeyValueHeads 3.',
    ],
    ['heads of an odd width', set('config.headDim', 30), 'config.headDim is 30, expected a multiple of 4.'],
    [
      'more experts than a layer may have',
      set('config.numLocalExperts', 257),
      'config.numLocalExperts makes 257 experts per layer, expected at most 256.',
    ],
    [
      'more picks than experts',
      set('config.numExpertsPerTok', 9),
      'config.numExpertsPerTok is 9, expected at most numLocalExperts',
    ],
    ['no layers', set('config.layers', []), 'config.layers is empty'],
    [
      'an unknown norm',
      set('config.qkNorm', 'rms'),
      'config.qkNorm is "rms", expected one of none, per-head',
    ],
    ['no router', set('config.router', undefined), 'config.router is missing, expected an object'],
    [
      'a bias on softmax',
      set('config.router.selectionBias', true),
      'config.router.selectionBias is true, expected false where router.scores is "softmax".',
    ],
    [
      'too few frequencies',
      set('config.ropeScaling', { frequencyFactors: [1], amplitude: 1 }),
      'config.ropeScaling.frequencyFactors has 1 entries, expected 8',
    ],
    [
      'a dense layer without a width',
      set('config.layers.3.dense', true),
      'config.layers[3] is dense, but denseIntermediateSize is missing.',
    ],
    [
      'an MLP beside experts after a norm of the residual',
      set('config.sharedIntermediateSize', 8),
      'config.postnorm is true, expected false with sharedIntermediateSize.',
    ],
    ['a layer that is dense in part', set('config.layers.3.dense', 0.5), 'config.layers[3].dense is 0.5'],
    [
      'dense layers only',
      set(
        'config.layers',
        config.layers.map((layer) => ({ ...layer, dense: true })),
      ),
      'config.layers are all dense',
    ],
    ['an unknown layer', set('config.layers.3.type', 'mamba'), 'config.layers[3].type is "mamba"'],
    [
      'a decay rate too few',
      set('config.layers.0.decay', [1, 1, 1]),
      'config.layers[0].decay has 3 rates, expected 4',
    ],
    ['a negative decay rate', set('config.layers.0.decay.2', -1), 'config.layers[0].decay[2] is -1'],
    ['an unknown weight format', set('quantization.head', 'q2'), 'quantization.head is "q2"'],
    ['a hash in capitals', set('shards.0.sha256', sha256.toUpperCase()), 'shards[0].sha256 is "0123'],
    ['a negative length', set('shards.0.bytes', -1), 'shards[0].bytes is -1'],
    ['an unknown role', set('shards.0.role', 'tokenizer'), 'shards[0].role is "tokenizer"'],
    [
      'a path upwards',
      set('shards.0.file', '../core.safetensors'),
      'shards[0].file is "../core.safetensors"',
    ],
    ['a path upwards inside', set('shards.1.file', 'experts/../../x'), 'shards[1].file'],
    ['an absolute path', set('files.0.file', '/etc/passwd'), 'files[0].file is "/etc/passwd"'],
    ['a URL', set('shards.0.file', 'https://example.org/x'), 'shards[0].file'],
    ['a Windows path', set('shards.0.file', 'experts\\00.safetensors'), 'shards[0].file'],
    ['a query', set('shards.0.file', 'core.safetensors?x=1'), 'shards[0].file'],
    [
      'a file listed twice',
      set('shards.1.file', 'core-00.safetensors'),
      '"core-00.safetensors" is listed twice',
    ],
    [
      'a shard named as the manifest',
      set('shards.0.file', 'manifest.json'),
      '"manifest.json" is listed twice',
    ],
    ['an expert listed twice', set('shards.2.expert', 0), 'shards has layer 0, expert 0 twice'],
    [
      'an expert past the last',
      set('shards.2.expert', 8),
      'shards[2] is layer 0, expert 8, which the model does not have',
    ],
    ['a layer past the last', set('shards.2.layer', 8), 'shards[2] is layer 8, expert 1'],
    [
      'an expert without a shard',
      (manifest) => ({
        ...manifest,
        shards: manifest.shards.filter(({ layer, expert }) => layer !== 2 || expert !== 5),
      }),
      'shards has no shard for layer 2, expert 5',
    ],
    [
      'a core shard too few',
      (manifest) => ({ ...manifest, shards: manifest.shards.slice(1) }),
      'shards has 0 core shards, expected at least 1',
    ],
    [
      'a popularity of another shape',
      (manifest) => ({ ...manifest, popularity: [[1]] }),
      'popularity has 1 rows, expected 8, one per layer.',
    ],
    [
      'an opening of another shape',
      (manifest) => ({ ...manifest, opening: [[1]] }),
      'opening has 1 rows, expected 8, one per layer.',
    ],
    ['an expert in a pack without a place', set('shards.1.pack', 'a.pack'), 'shards[1].offset is missing'],
    [
      'an expert in a pack that is not listed',
      (manifest) => ({
        ...manifest,
        shards: manifest.shards.map((shard) => ({ ...shard, pack: 'a.pack', offset: 0 })),
      }),
      'shards[1].pack is "a.pack", which is not in packs',
    ],
    [
      'an expert that its pack is too short for',
      (manifest) => ({
        ...manifest,
        shards: manifest.shards.map((shard) => ({ ...shard, pack: 'a.pack', offset: 1 })),
        packs: [{ ...manifest.shards[1]!, file: 'a.pack' }],
      }),
      'shards[1] ends at byte ',
    ],
    [
      'an opening with an expert that there is not',
      (manifest) => ({
        ...manifest,
        opening: manifest.config.layers.map(() => [1, manifest.config.numLocalExperts]),
      }),
      'opening[0][1] is ',
    ],
  ];
  it.each(cases)('%s', (_, change, message) => {
    const parse = () => parseManifest(change(valid()));
    expect(parse).toThrow(IntegrityError);
    expect(parse).toThrow(expect.objectContaining({ code: 'manifest-invalid' }));
    expect(parse).toThrow(`manifest.json: ${message}`);
  });
});
