import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArchitecture } from '../../src/cli/architectures.ts';
import { bfloat16, configOfAnswers } from '../golden/oracle.ts';
import { fixtureDir, readConfig, readTensors } from '../support/checkpoint-files.ts';
import { moeReference } from '../support/moe-reference.ts';

const fixtures = [
  'm2-16-top4',
  'qwen3-moe-16-top4',
  'olmoe-16-top4',
  'granite-moe-16-top4',
  'granite-moe-shared-8-top3',
];

// Tests compare the engine with this reference if there is no recorded answer, so it must be right itself.
test.each(fixtures)('%s: plain loops give the answers recorded from Hugging Face', async (name) => {
  const golden = await readTensors(join(fixtureDir(name), 'golden.safetensors'));
  const integers = (tensor: string) => new Int32Array(golden.get(tensor)!.bytes.slice().buffer);
  const { config } = readArchitecture(await readConfig(fixtureDir(name)));
  const { rotaryDim, ropeTheta } = config;
  const frequencies = Array.from({ length: rotaryDim / 2 }, (_, i) =>
    bfloat16(ropeTheta ** ((-2 * i) / rotaryDim)),
  );
  const { answer } = await moeReference(fixtureDir(name), { frequencies, amplitude: 1 });
  const { logits, experts } = answer([...integers('n64.input_ids')]);
  const expected = new Float32Array(golden.get('n64.logits')!.bytes.slice().buffer);
  let largest = 0;
  for (const [i, position] of integers('n64.positions').entries()) {
    for (const [token, logit] of logits[position]!.entries()) {
      largest = Math.max(largest, Math.abs(logit - expected[i * config.vocabSize + token]!));
    }
  }
  // Its norms and softmaxes are in float32.
  expect(largest).toBeLessThan(2e-5);
  expect(experts.flat(2)).toEqual([...integers('n64.router_ids')]);
});

test('frequencies are rounded only for answers with rounded ones', async () => {
  const { config } = readArchitecture(await readConfig(fixtureDir('m2-16-top4')));
  const scaled = configOfAnswers(config, { oracle: 'transformers 5.18.0 MiniMaxM2ForCausalLM, float64' });
  for (const [i, factor] of scaled.ropeScaling!.frequencyFactors.entries()) {
    expect(factor).toBeCloseTo(1, 2);
    const frequency = config.ropeTheta ** ((-2 * i) / config.rotaryDim) * factor;
    expect(new Uint32Array(Float32Array.of(frequency).buffer)[0]! & 0xffff).toBe(0);
  }
  expect(configOfAnswers(config, {})).toBe(config);
  expect(configOfAnswers(config, { oracle: 'transformers', rotary_frequencies: 'exact' })).toBe(config);
});
