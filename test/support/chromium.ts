// The browser that tests run in: the system's Chromium, with WebGPU on a software adapter.

import { chromiumArgs, quietArgs, requireChromium } from '../../scripts/chromium.mjs';

const executablePath = requireChromium();

/** Playwright's launch options. */
export const chromium: { executablePath: string; args: string[] } = { executablePath, args: chromiumArgs };

/**
 * The same browser, whose shaders do not check their indices: they compile in three quarters of the time. For tests of what
 * happens around the kernels; those of the kernels themselves run with the checks.
 */
export const chromiumWithoutChecks: typeof chromium = {
  executablePath,
  args: [...chromiumArgs, '--enable-dawn-features=disable_robustness'],
};

/** The same browser without a GPU, not even in software. */
export const chromiumWithoutGpu: typeof chromium = { executablePath, args: [...quietArgs, '--disable-gpu'] };

/** How long a page may take to show something: a load compiles every kernel, beside the load of another file. */
export const patienceMs = 120_000;
