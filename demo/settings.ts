// What a visitor has chosen and should find again. Where the browser lets sites store nothing, it holds for the visit.

const PREFIX = 'pocket-m1 demo ';

export function remember(setting: string, value: boolean): void {
  try {
    localStorage.setItem(PREFIX + setting, String(value));
  } catch {
    // Not stored, then.
  }
}

/** Undefined when nothing was chosen. */
export function remembered(setting: string): boolean | undefined {
  try {
    const value = localStorage.getItem(PREFIX + setting);
    return value === null ? undefined : value === 'true';
  } catch {
    return undefined;
  }
}
