// Reports the evaluation's progress and the remaining time: one line that is rewritten on a terminal, or occasional lines in a
// log.

/** `done` of `total`, in any unit with a constant duration. */
export type Progress = (what: string, done: number, total: number) => void;

const terminalMs = 100;
const logMs = 20_000;

export function createProgress(
  write: (text: string) => void,
  isTerminal: boolean,
  now: () => number = () => performance.now(),
): Progress {
  let current: { what: string; startedAt: number; firstDone: number; saidAt: number } | undefined;
  return (what, done, total) => {
    const at = now();
    if (current?.what !== what) current = { what, startedAt: at, firstDone: done, saidAt: at - terminalMs };
    if (at - current.saidAt < (isTerminal ? terminalMs : logMs)) return;
    current.saidAt = at;
    const { startedAt, firstDone } = current;
    const share = `${Math.floor((100 * done) / total)} %`;
    const left = done > firstDone ? ((at - startedAt) * (total - done)) / (done - firstDone) : undefined;
    const line = `${what}: ${share}${left === undefined ? '' : `, ${duration(left)} left`}`;
    write(isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
  };
}

export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
