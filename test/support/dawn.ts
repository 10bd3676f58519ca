// Makes Dawn for Node look like a browser's WebGPU, on the driver that VK_DRIVER_FILES names, and
// with the features of Dawn that DAWN_FEATURES names.

import { create, globals } from 'webgpu';

// While Dawn waits, it polls for results in every turn of the event loop. Polling once per millisecond instead leaves the
// core to the driver, whose compiler has seconds of work to do.
globalThis.setImmediate = ((look: () => void) => setTimeout(look, 1)) as unknown as typeof setImmediate;

Object.assign(globalThis, globals);
const { DAWN_FEATURES } = process.env;
const gpu = create(DAWN_FEATURES ? [`enable-dawn-features=${DAWN_FEATURES}`] : []);
Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
