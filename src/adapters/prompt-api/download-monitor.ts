// The target that the Prompt API gives to whoever watches a model's download. The model of the library is here already.

/** A target of 'downloadprogress' events. */
export class DownloadMonitor extends EventTarget {
  /** Called for each 'downloadprogress' event. */
  ondownloadprogress: ((event: ProgressEvent) => unknown) | null = null;

  /** Fires the events of a download that takes no time. */
  report(): void {
    for (const loaded of [0, 1]) {
      // Node has no ProgressEvent.
      const event = new Event('downloadprogress') as ProgressEvent;
      Object.assign(event, { loaded, total: 1, lengthComputable: true });
      this.ondownloadprogress?.(event);
      this.dispatchEvent(event);
    }
  }
}
