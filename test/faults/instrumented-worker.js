// The library's worker with control over its GPU devices: on request it loses the one in use, counts its buffers, finds no
// other one, or crashes; or it simulates a connection with Save-Data. It also loses the device, or stands still, at a part of
// the next answer: here, because a page that is slow would do so too late.

import './lib/worker.js';

const { requestAdapter } = GPU.prototype;
const { requestDevice } = GPUAdapter.prototype;
const { createBuffer } = GPUDevice.prototype;
const { destroy, mapAsync } = GPUBuffer.prototype;
const { postMessage: post } = MessagePort.prototype;

/** @type {GPUDevice | undefined} */
let device;
/** Not destroyed yet. */
const buffers = new Set();
let denied = false;
/** Whether nothing is read from the GPU any more. */
let still = false;
/**
 * What to do at each of `times` parts of the next answer after the first `after` ones.
 * @type {{ act: 'lose-device' | 'stand-still', after: number, times: number, parts: number, port?: MessagePort } | undefined}
 */
let plan;

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

GPUBuffer.prototype.mapAsync = async function (...args) {
  await mapAsync.apply(this, args);
  if (still) await new Promise(() => {});
};

MessagePort.prototype.postMessage = function (message, ...args) {
  post.call(this, message, ...args);
  if (!plan || message?.type !== 'item' || !Array.isArray(message.item)) return;
  plan.port ??= this;
  if (plan.port !== this) return;
  const { act, after, times, parts } = plan;
  plan.parts += message.item.length;
  if (plan.parts <= after || parts >= after + times) return;
  if (act === 'lose-device') device?.destroy();
  else still = true;
};

addEventListener('message', ({ data, ports }) => {
  if (data?.act) plan = { times: 1, ...data, parts: 0 };
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
