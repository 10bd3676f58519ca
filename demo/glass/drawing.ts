// Drawing at most once per frame, on canvases that have the size of their element and the colours of the page.

/** Returns a function that calls `draw` once in the next frame, however often it is called until then. */
export function oncePerFrame(draw: () => void): { request: () => void; cancel: () => void } {
  let frame = 0;
  return {
    request: () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        draw();
      });
    },
    cancel: () => cancelAnimationFrame(frame),
  };
}

/** Calls `changed` when the page becomes light or dark. Returns how to end that. */
export function onThemeChange(changed: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
}

export type Colors = Record<'ink' | 'muted' | 'edge' | 'accent' | 'network', string>;

/** The page's colours as a canvas takes them; custom properties may have another value by theme. */
export function readColors(within: HTMLElement): Colors {
  const probe = document.createElement('span');
  within.append(probe);
  const read = (name: keyof Colors): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    ink: read('ink'),
    muted: read('muted'),
    edge: read('edge'),
    accent: read('accent'),
    network: read('network'),
  };
  probe.remove();
  return colors;
}

/** A canvas whose size in pixels follows its element; `redraw` is called when that changes. */
export class FittedCanvas {
  readonly element = document.createElement('canvas');
  /** In CSS pixels. */
  width = 0;
  height = 0;
  readonly #observer: ResizeObserver;

  constructor(redraw: () => void) {
    this.element.ariaHidden = 'true';
    this.#observer = new ResizeObserver(([entry]) => {
      this.width = entry!.contentRect.width;
      this.height = entry!.contentRect.height;
      redraw();
    });
    this.#observer.observe(this.element);
  }

  /** An empty canvas to draw on in CSS pixels; undefined while it is not visible. */
  clear(): CanvasRenderingContext2D | undefined {
    const [width, height] = [this.width, this.height].map((size) => Math.round(size * devicePixelRatio));
    const context = this.element.getContext('2d');
    if (!context || !width || !height) return undefined;
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    return context;
  }

  end(): void {
    this.#observer.disconnect();
  }
}
