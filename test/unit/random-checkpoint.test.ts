import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeRandomCheckpoint } from '../../bench/random-checkpoint.ts';
import { type ReleasedShape, releasedConfig, releasedShapes } from '../../bench/released-shapes.ts';
import { convert } from '../../src/cli/convert.ts';
import { expertPageLayout, modelLayout } from '../../src/model/layout.ts';
import { withFolder } from '../support/checkpoint-files.ts';

const shapes = Object.keys(releasedShapes) as ReleasedShape[];

test.each(shapes)('a smaller random checkpoint of %s converts', async (shape) => {
  const hf = { ...releasedShapes[shape], hidden_size: 64, intermediate_size: 32, num_hidden_layers: 2 };
  await withFolder(async (dir) => {
    const bytes = await writeRandomCheckpoint(join(dir, 'in'), { ...hf, vocab_size: 300 });
    const { config, shards } = await convert(join(dir, 'in'), join(dir, 'out'));
    expect(shards.filter(({ role }) => role === 'expert')).toHaveLength(2 * config.numLocalExperts);
    expect(bytes).toBeGreaterThan(2 * 3 * 64 * 32 * 2 * config.numLocalExperts);
  });
});

test('the shapes have the size of the released models', () => {
  const parameters = (shape: ReleasedShape): number => {
    const config = releasedConfig(shape);
    const f32 = { experts: 'f32', attention: 'f32', embedding: 'f32', head: 'f32' } as const;
    const core = modelLayout(config, f32).core.map((tensor) =>
      tensor.kind === 'vector' ? tensor.length : tensor.rows * tensor.columns,
    );
    const { w13, w2 } = expertPageLayout(config, 'f32');
    const expert = w13.rows * w13.columns + w2.rows * w2.columns;
    const experts = config.layers.length * config.numLocalExperts * expert;
    return core.reduce((sum, count) => sum + count, experts);
  };
  expect(parameters('granite-1b-shape') / 1e9).toBeCloseTo(1.33, 2);
  expect(parameters('olmoe-7b-shape') / 1e9).toBeCloseTo(6.92, 2);
});
