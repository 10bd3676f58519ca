// The page that `npm run bench` drives.

import { requestGpu } from '../src/gpu/device.ts';
import { type AnswerOptionsOptions, measureAnswerOptions } from './answer-options.ts';
import { type ArchitectureOptions, measureArchitecture } from './architecture.ts';
import { type ChatOptions, measureChat } from './chat.ts';
import { measurePaging, type PagingOptions } from './paging.ts';
import { type BenchOptions, runBench } from './run.ts';

const readFile = async (file: string): Promise<ArrayBuffer> => {
  const response = await fetch(`./model/${file}`);
  if (!response.ok) throw new Error(`bench: ${file}: the server answers ${response.status}`);
  return response.arrayBuffer();
};

Object.assign(globalThis, {
  runBench: async (options: BenchOptions) =>
    runBench(await requestGpu(), options, readFile, (what) => console.info(what)),
  runPaging: async (options: PagingOptions) => measurePaging(await requestGpu(), options, readFile),
  runAnswerOptions: async (options: AnswerOptionsOptions) =>
    measureAnswerOptions(await requestGpu(), options, readFile),
  runArchitecture: async (options: ArchitectureOptions) =>
    measureArchitecture(await requestGpu(), options, readFile, (what) => console.info(what)),
  runChat: async (options: ChatOptions) =>
    measureChat(await requestGpu(), options, readFile, (what) => console.info(what)),
});
