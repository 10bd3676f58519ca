// Waiting for the GPU. Every wait goes through here, because some browsers poll for finished work too rarely.

/**
 * Firefox notices finished work only every 100 ms and at each submit, even an empty one
 * (https://bugzilla.mozilla.org/show_bug.cgi?id=1870699). There, a wait submits an empty list at this interval.
 */
const POLL_MS = 2;

/** A browser that polls too rarely exceeds this in at least one of two consecutive waits. */
const PROMPT_MS = 25;

/** Devices whose browser notices finished work by itself. */
const promptDevices = new WeakSet<GPUDevice>();

/**
 * Measures whether waits for the device can do without empty submits. Call it while there is no other wait for the device.
 * Takes less than a millisecond in most browsers, and up to 200 ms in Firefox.
 */
export async function measurePromptness(device: GPUDevice): Promise<void> {
  for (let wait = 0; wait < 2; wait++) {
    device.queue.submit([]);
    const start = performance.now();
    await device.queue.onSubmittedWorkDone();
    if (performance.now() - start > PROMPT_MS) return;
  }
  promptDevices.add(device);
}

/** Maps a staging buffer once the work submitted before is done. */
export function mapForReading(device: GPUDevice, staging: GPUBuffer): Promise<void> {
  return withPolling(device, staging.mapAsync(1 /* GPUMapMode.READ */));
}

/** Resolves when all work submitted so far is done. */
export function submittedWorkDone(device: GPUDevice): Promise<void> {
  return withPolling(device, device.queue.onSubmittedWorkDone() as Promise<void>);
}

async function withPolling(device: GPUDevice, done: Promise<void>): Promise<void> {
  if (promptDevices.has(device)) return done;
  const timer = setInterval(() => device.queue.submit([]), POLL_MS);
  try {
    await done;
  } finally {
    clearInterval(timer);
  }
}
