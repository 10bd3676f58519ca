// Finds and creates DOM elements.

/** The element with this id, which index.html must have. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element as T;
}

/** A new element with a class and children; strings become text, never HTML. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = className;
  element.append(...children);
  return element;
}

/** A button that does not submit, for inside of other things. */
export function press(label: string, run: (button: HTMLButtonElement) => void): HTMLButtonElement {
  const button = create('button', 'quiet', label);
  button.type = 'button';
  button.addEventListener('click', () => run(button));
  return button;
}

/** Whether an input method has this key, for example to choose a character with Enter. Safari tells that only by keyCode. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

const units = ['KB', 'MB', 'GB'];

/** For example "12.3 MB", with three digits. */
export function formatBytes(bytes: number): string {
  let value = bytes / 1e3;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1e3;
    unit++;
  }
  return `${value.toFixed(value >= 99.5 || unit === 0 ? 0 : 1)} ${units[unit]}`;
}
