// Waiting until the GPU is done. Every wait goes through here, because Firefox has to be reminded to look.

/**
 * Firefox notices finished work only every 100 ms and whenever something is submitted, even if that is nothing
 * (https://bugzilla.mozilla.org/show_bug.cgi?id=1870699). Waits that are shorter than this never remind it.
 */
const REMIND_MS = 2;

/** Maps a staging buffer once the work that was submitted before is done. */
export function mapForReading(device: GPUDevice, staging: GPUBuffer): Promise<void> {
  return reminding(device, staging.mapAsync(1 /* GPUMapMode.READ */));
}

/** Resolves when all work submitted so far is done. */
export function submittedWorkDone(device: GPUDevice): Promise<void> {
  return reminding(device, device.queue.onSubmittedWorkDone() as Promise<void>);
}

async function reminding(device: GPUDevice, done: Promise<void>): Promise<void> {
  const timer = setInterval(() => device.queue.submit([]), REMIND_MS);
  try {
    await done;
  } finally {
    clearInterval(timer);
  }
}
