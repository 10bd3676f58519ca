// The engines of a test file, which are disposed of after its tests.

import { afterAll } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { createEngine, type EngineOptions } from '../../src/startup/create-engine.ts';

/** Returns a function that starts engines with these options and its own. */
export function engineStarter(common: EngineOptions): (options?: Partial<EngineOptions>) => Promise<Engine> {
  const engines: Engine[] = [];
  afterAll(() => {
    for (const engine of engines) engine.dispose();
  });
  return async (options = {}) => {
    const engine = await createEngine({ ...common, ...options });
    engines.push(engine);
    return engine;
  };
}
