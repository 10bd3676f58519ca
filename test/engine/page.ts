// The program in a browser: the driver calls the function that this leaves in the page.

import { requestGpu } from '../../src/gpu/device.ts';
import { createProgram } from './program.ts';

Object.assign(globalThis, { callEngine: createProgram(requestGpu) });
