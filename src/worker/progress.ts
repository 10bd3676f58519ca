// Combines the phases of loading, and the bytes of the download, into one progress from 0 to 1.

import type { Progress } from '../contract/load.ts';
import type { LoadProgress } from '../shards/progress.ts';

export interface ProgressTracker {
  manifest(): void;
  /** Takes the progress of the shard source. After the last byte, the phase is 'compile'. */
  bytes(progress: LoadProgress): void;
  ready(): void;
}

export function trackProgress(onProgress: (progress: Progress) => void): ProgressTracker {
  let last: Progress = { phase: 'manifest', fraction: 0, loadedBytes: 0, totalBytes: 0 };
  const report = (progress: Progress): void => {
    last = progress;
    onProgress(progress);
  };
  return {
    manifest: () => report(last),
    bytes({ part, fraction, loadedBytes, totalBytes }) {
      // Experts are fetched after the model is ready, and perhaps never all of them.
      if (part !== 'core' || last.phase === 'compile' || last.phase === 'ready') return;
      report({ phase: loadedBytes < totalBytes ? 'download' : 'compile', fraction, loadedBytes, totalBytes });
    },
    ready: () => report({ ...last, phase: 'ready', fraction: 1 }),
  };
}
