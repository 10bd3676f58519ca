// Waiting until the GPU is done. Every wait goes through here, because Firefox has to be reminded to look.

/**
 * Firefox notices finished work only every 100 ms and whenever something is submitted, even an empty list
 * (https://bugzilla.mozilla.org/show_bug.cgi?id=1870699). A wait submits one each time this has passed.
 */
const REMIND_MS = 2;

/** A browser that notices nothing by itself exceeds this in at least one of two waits in a row. */
const PROMPT_MS = 25;

/** Devices whose browser notices finished work by itself. */
const promptDevices = new WeakSet<GPUDevice>();

/**
 * Measures whether the device has to be reminded; until then it is. Call it while nothing else waits for the device. Takes
 * less than a millisecond in most browsers, and up to 200 ms in Firefox.
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

/** Maps a staging buffer once the work that was submitted before is done. */
export function mapForReading(device: GPUDevice, staging: GPUBuffer): Promise<void> {
  return reminding(device, staging.mapAsync(1 /* GPUMapMode.READ */));
}

/** Resolves when all work submitted so far is done. */
export function submittedWorkDone(device: GPUDevice): Promise<void> {
  return reminding(device, device.queue.onSubmittedWorkDone() as Promise<void>);
}

async function reminding(device: GPUDevice, done: Promise<void>): Promise<void> {
  if (promptDevices.has(device)) return done;
  const timer = setInterval(() => device.queue.submit([]), REMIND_MS);
  try {
    await done;
  } finally {
    clearInterval(timer);
  }
}
