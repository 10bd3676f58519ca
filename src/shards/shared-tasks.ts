// Lets concurrent callers with the same key share one task. Results are not cached: once the task has ended, the next caller
// starts a new one.

interface Task<T> {
  promise: Promise<T>;
  controller: AbortController;
  waiting: number;
}

export class SharedTasks<T> {
  readonly #tasks = new Map<string, Task<T>>();

  /** Whether a task under this key is running. */
  has(key: string): boolean {
    return this.#tasks.has(key);
  }

  /**
   * Runs `start`, or joins the running task under `key`. The signal rejects this call only; the task is aborted when all its
   * callers have left.
   */
  run(key: string, signal: AbortSignal | undefined, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const task = this.#tasks.get(key) ?? this.#start(key, start);
    task.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        task.waiting -= 1;
        if (task.waiting === 0) this.#abort(key, task, signal?.reason);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      task.promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  /** Aborts every task. Their calls reject with what the tasks then throw, usually `reason`. */
  abortAll(reason: unknown): void {
    for (const [key, task] of this.#tasks) this.#abort(key, task, reason);
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<T>): Task<T> {
    const controller = new AbortController();
    const promise = start(controller.signal).finally(() => this.#forget(key, task));
    const task: Task<T> = { promise, controller, waiting: 0 };
    this.#tasks.set(key, task);
    return task;
  }

  #abort(key: string, task: Task<T>, reason: unknown): void {
    this.#forget(key, task);
    task.controller.abort(reason);
  }

  #forget(key: string, task: Task<T>): void {
    if (this.#tasks.get(key) === task) this.#tasks.delete(key);
  }
}
