// The program in a browser: the driver calls the global function that this defines.

import { requestGpu } from '../../src/gpu/device.ts';
import { createProgram } from './program.ts';

Object.assign(globalThis, { callEngine: createProgram(requestGpu) });
