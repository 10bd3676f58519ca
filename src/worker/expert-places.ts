// Where the experts of a model are.

import type { ExpertPlace } from '../contract/memory.ts';
import type { Engine } from '../engine/engine.ts';
import type { ShardSource } from '../shards/source.ts';

/** By layer, the place of each of its experts; an empty list for a dense layer. */
export function expertPlaces(
  source: Pick<ShardSource, 'manifest' | 'isStored'>,
  engine: Pick<Engine, 'holds'>,
): Promise<ExpertPlace[][]> {
  const { layers, numLocalExperts } = source.manifest.config;
  const placeOf = async (layer: number, expert: number): Promise<ExpertPlace> => {
    if (engine.holds(layer, expert)) return 'gpu';
    return (await source.isStored(layer, expert)) ? 'stored' : 'server';
  };
  return Promise.all(
    layers.map(({ dense }, layer) =>
      Promise.all(Array.from({ length: dense ? 0 : numLocalExperts }, (_, expert) => placeOf(layer, expert))),
    ),
  );
}
