// Stores a visitor's settings. If the browser does not allow that, they last until the page is closed.

const PREFIX = 'pocket-m1 demo ';

export function remember(setting: string, value: boolean): void {
  try {
    localStorage.setItem(PREFIX + setting, String(value));
  } catch {
    // Storage is not available.
  }
}

/** The stored setting; undefined if there is none. */
export function remembered(setting: string): boolean | undefined {
  try {
    const value = localStorage.getItem(PREFIX + setting);
    return value === null ? undefined : value === 'true';
  } catch {
    return undefined;
  }
}
