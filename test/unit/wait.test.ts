// Firefox polls the GPU only when something is submitted, so waiting submits empty lists until it is over.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mapForReading, measurePromptness, submittedWorkDone } from '../../src/gpu/wait.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each(['mapAsync', 'onSubmittedWorkDone'] as const)('waiting by %s', (method) => {
  const begin = () => {
    let resolve = (): void => {};
    let reject = (_: Error): void => {};
    const done = new Promise<undefined>((yes, no) => {
      resolve = () => yes(undefined);
      reject = no;
    });
    const submit = vi.fn();
    const device = { queue: { submit, onSubmittedWorkDone: () => done } } as unknown as GPUDevice;
    const staging = { mapAsync: () => done } as unknown as GPUBuffer;
    const waiting = method === 'mapAsync' ? mapForReading(device, staging) : submittedWorkDone(device);
    return { resolve, reject, submit, waiting };
  };

  test('submits an empty list every 2 ms, and stops when the work is done', async () => {
    const { resolve, submit, waiting } = begin();
    await vi.advanceTimersByTimeAsync(1);
    expect(submit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(9);
    expect(submit.mock.calls).toEqual(Array.from({ length: 5 }, () => [[]]));
    resolve();
    await waiting;
    await vi.advanceTimersByTimeAsync(100);
    expect(submit).toHaveBeenCalledTimes(5);
  });

  test('stops when the wait fails', async () => {
    const { reject, submit, waiting } = begin();
    reject(new Error('the device was lost'));
    await expect(waiting).rejects.toThrow('the device was lost');
    await vi.advanceTimersByTimeAsync(100);
    expect(submit).not.toHaveBeenCalled();
  });
});

describe('a browser that notices finished work', () => {
  /** A browser that resolves each wait after this many milliseconds, and all further ones after the last time. */
  const deviceOf = (...waits: number[]) => {
    const submit = vi.fn();
    const onSubmittedWorkDone = () =>
      new Promise<undefined>((resolve) => {
        setTimeout(() => resolve(undefined), waits.length > 1 ? waits.shift() : waits[0]);
      });
    return { submit, device: { queue: { submit, onSubmittedWorkDone } } as unknown as GPUDevice };
  };

  test.each([
    ['by itself', [1], 0],
    ['at its next look, which may come soon', [10, 100], 49],
    ['at its next look', [60, 100], 49],
  ])('%s is polled only if necessary', async (_, waits, reminders) => {
    const { submit, device } = deviceOf(...waits);
    const measuring = measurePromptness(device);
    await vi.advanceTimersByTimeAsync(250);
    await measuring;
    submit.mockClear();
    void submittedWorkDone(device);
    await vi.advanceTimersByTimeAsync(99);
    expect(submit).toHaveBeenCalledTimes(reminders);
  });
});
