// The browser that tests run in: the system's Chromium, with WebGPU on a software adapter.

import { chromiumArgs, quietArgs, requireChromium } from '../../scripts/chromium.mjs';

const executablePath = requireChromium();

/** Playwright's launch options. */
export const chromium: { executablePath: string; args: string[] } = { executablePath, args: chromiumArgs };

/**
 * The same browser without bounds checks in shaders, which then compile in three quarters of the time. For tests of the code
 * around the kernels; tests of the kernels themselves run with the checks.
 */
export const chromiumWithoutChecks: typeof chromium = {
  executablePath,
  args: [...chromiumArgs, '--enable-dawn-features=disable_robustness'],
};

/** The same browser without any GPU, including software ones. */
export const chromiumWithoutGpu: typeof chromium = { executablePath, args: [...quietArgs, '--disable-gpu'] };

/** How long a page may take to show something, because a load compiles every kernel, and files run in parallel. */
export const patienceMs = 120_000;
