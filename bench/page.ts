// The page that `npm run bench` drives.

import { requestGpu } from '../src/gpu/device.ts';
import { type BenchOptions, runBench } from './run.ts';

Object.assign(globalThis, {
  runBench: async (options: BenchOptions) =>
    runBench(await requestGpu(), options, (what) => console.log(what)),
});
