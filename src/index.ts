// The one door: everything an application may import.

export { loadModel } from './api/load-model.ts';
export type { LoadOptions } from './api/load-options.ts';
export { Model } from './api/model.ts';
export type { PrefetchAllOptions } from './api/prefetch-all.ts';
export { type FinishPart, type Part, Run } from './api/run.ts';
export { type ModelStorage, type StorageStatus, storage } from './api/storage.ts';
export {
  DownloadError,
  type ErrorCode,
  type ErrorDetails,
  IntegrityError,
  PocketM1Error,
  UnsupportedDeviceError,
} from './errors.ts';
export type { LayerConfig, ModelConfig } from './model/config.ts';
export type { ExpertTraffic, GenerateOptions, GenerationResult, Timings, Usage } from './runtime/request.ts';
export type { FetchSource } from './shards/fetch-file.ts';
export type { PrefetchProgress } from './shards/prefetch.ts';
export type { FetchEvent } from './shards/source.ts';
export type { StoredModel, VerifiedModel, VerifyOptions } from './shards/storage.ts';
export type {
  GivenToolCall,
  Message,
  MessageContent,
  MessageOptions,
  Tool,
  ToolCall,
  ToolDefinition,
} from './text/messages.ts';
export type { AnswerPart } from './text/segmenter.ts';
export type { PrefetchMode } from './worker/prefetching.ts';
export type { FetchOptions, Progress } from './worker/protocol.ts';
