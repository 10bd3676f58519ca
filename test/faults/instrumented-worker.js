// The library's worker with a hand on its GPU devices: on request it loses the one in use, counts its
// buffers, finds no other one, or crashes; or it seems to be on a connection that saves data.

import './lib/worker.js';

const { requestAdapter } = GPU.prototype;
const { requestDevice } = GPUAdapter.prototype;
const { createBuffer } = GPUDevice.prototype;
const { destroy } = GPUBuffer.prototype;

/** @type {GPUDevice | undefined} */
let device;
/** Not destroyed yet. */
const buffers = new Set();
let denied = false;

GPU.prototype.requestAdapter = function (...args) {
  return denied ? Promise.resolve(null) : requestAdapter.apply(this, args);
};

GPUAdapter.prototype.requestDevice = async function (...args) {
  device = await requestDevice.apply(this, args);
  return device;
};

GPUDevice.prototype.createBuffer = function (...args) {
  const buffer = createBuffer.apply(this, args);
  buffers.add(buffer);
  return buffer;
};

GPUBuffer.prototype.destroy = function () {
  buffers.delete(this);
  destroy.apply(this);
};

addEventListener('message', ({ data, ports }) => {
  if (data === 'lose-device') device?.destroy();
  if (data === 'count-buffers') ports[0]?.postMessage(buffers.size);
  if (data === 'deny-adapter') denied = true;
  if (data === 'grant-adapter') denied = false;
  if (data === 'save-data') Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  if (data === 'crash') {
    setTimeout(() => {
      throw new Error('it crashed');
    });
  }
});

postMessage('imported');
