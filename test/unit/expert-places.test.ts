import { expect, it } from 'vitest';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import type { Manifest } from '../../src/shards/manifest.ts';
import { expertPlaces } from '../../src/worker/expert-places.ts';

it('an expert on the GPU is reported there, stored or not, and dense layers have none', async () => {
  const layers: ModelConfig['layers'] = [
    { type: 'attention', dense: true },
    { type: 'lightning', decay: [1] },
  ];
  const manifest = { config: { layers, numLocalExperts: 4 } } as Manifest;
  const isStored = async (layer: number, expert: number) => layer === 1 && expert % 2 === 0;
  const holds = (layer: number, expert: number) => layer === 1 && expert < 2;
  expect(await expertPlaces({ manifest, isStored }, { holds })).toEqual([
    [],
    ['gpu', 'gpu', 'stored', 'server'],
  ]);
});
