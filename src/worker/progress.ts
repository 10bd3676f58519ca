// Loading as one line from 0 to 1: the phases, and within the download the bytes.

import type { Progress } from '../contract/load.ts';
import type { LoadProgress } from '../shards/progress.ts';

export interface ProgressTracker {
  manifest(): void;
  /** Passes on what the shard source counts. When all is here, what remains is compiling. */
  bytes(progress: LoadProgress): void;
  ready(): void;
}

export function trackProgress(onProgress: (progress: Progress) => void): ProgressTracker {
  let last: Progress = { phase: 'manifest', fraction: 0, loadedBytes: 0, totalBytes: 0 };
  const tell = (progress: Progress): void => {
    last = progress;
    onProgress(progress);
  };
  return {
    manifest: () => tell(last),
    bytes({ part, fraction, loadedBytes, totalBytes }) {
      // Experts come after the model is ready, and perhaps never all of them.
      if (part !== 'core' || last.phase === 'compile' || last.phase === 'ready') return;
      tell({ phase: loadedBytes < totalBytes ? 'download' : 'compile', fraction, loadedBytes, totalBytes });
    },
    ready: () => tell({ ...last, phase: 'ready', fraction: 1 }),
  };
}
