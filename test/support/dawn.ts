// Makes Dawn for Node look like a browser's WebGPU, on the driver that VK_DRIVER_FILES names.

import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
