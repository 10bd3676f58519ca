// A model in the page where there is WebGPU, and one on a server where there is none. Both are a ChatModel.

import { type ChatModel, loadModel, UnsupportedDeviceError } from 'pocket-m1';
import { connectModel } from 'pocket-m1/remote';

const output = document.querySelector('output')!;

async function openModel(): Promise<ChatModel> {
  try {
    return await loadModel('/models/m1-nano/');
  } catch (error) {
    if (!(error instanceof UnsupportedDeviceError)) throw error;
    // Your own server passes it on to vLLM, llama.cpp or `pocket-m1 serve`, and keeps the key if there is one.
    return connectModel({ baseURL: '/v1', model: 'm1-nano' });
  }
}

const model = await openModel();
const { text, experts } = await model.generate('What is 17 + 25?', { temperature: 0 }).result;
output.value = `${text} (${experts ? 'computed here' : 'from the server'})`;
