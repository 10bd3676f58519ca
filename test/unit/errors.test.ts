import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import * as readable from '../../src/errors.ts';

/** The same module after an application's minifier. */
async function minified(): Promise<typeof readable> {
  const bundle = await rolldown({ input: 'src/errors.ts' });
  const { output } = await bundle.generate({ minify: true });
  const { code } = output[0];
  expect(code).not.toMatch(/class (PocketM1|Download|Integrity|UnsupportedDevice)Error/);
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

it.each([
  ['as written', async () => readable],
  ['minified', minified],
])('errors have the names of their classes, %s', async (_, load) => {
  const { PocketM1Error, UnsupportedDeviceError, DownloadError, IntegrityError } = await load();
  const errors = {
    PocketM1Error: new PocketM1Error('storage', 'why'),
    UnsupportedDeviceError: new UnsupportedDeviceError('why'),
    DownloadError: new DownloadError('network', 'why'),
    IntegrityError: new IntegrityError('integrity', 'why'),
  };
  for (const [name, error] of Object.entries(errors)) {
    expect(error.name).toBe(name);
    expect(`${error}`).toBe(`${name}: why`);
    expect(error.stack).toMatch(new RegExp(`^${name}: why\n`));
    expect(error).toBeInstanceOf(PocketM1Error);
  }
});
