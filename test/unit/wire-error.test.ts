import { describe, expect, it } from 'vitest';
import { DownloadError, IntegrityError, PocketM1Error, UnsupportedDeviceError } from '../../src/errors.ts';
import { fromWireError, toWireError } from '../../src/worker/wire-error.ts';

const details = { url: 'https://example.org/', status: 404, expected: 'a shard', actual: null };

const errors = [
  new UnsupportedDeviceError('no GPU', { code: 'webgpu-unavailable', details }),
  new UnsupportedDeviceError('buffers too small', { details }),
  ...(['network', 'http-status', 'unexpected-content', 'truncated'] as const).map(
    (code) => new DownloadError(code, code, { details }),
  ),
  ...(['integrity', 'manifest-invalid'] as const).map((code) => new IntegrityError(code, code, { details })),
  new PocketM1Error('context-exceeded', 'too long', { details, cause: new Error('why') }),
];

describe('an error sent to the page', () => {
  it.each(errors)('keeps class, code, details and stack: $code', (error) => {
    const arrived = fromWireError(structuredClone(toWireError(error)));
    expect(arrived).toBeInstanceOf(error.constructor);
    expect(arrived).toMatchObject({ code: error.code, message: error.message, details, stack: error.stack });
    expect(arrived.name).toBe(error.name);
  });

  it('keeps its cause, and whether that was a DOMException', () => {
    const arrived = (cause: unknown) =>
      fromWireError(structuredClone(toWireError(new PocketM1Error('storage', 'no', { cause }))));
    const dom = arrived(new DOMException('no room', 'QuotaExceededError')).cause;
    expect(dom).toBeInstanceOf(DOMException);
    expect(dom).toMatchObject({ name: 'QuotaExceededError', message: 'no room' });
    const native = arrived(new RangeError('too far')).cause;
    expect(native).not.toBeInstanceOf(DOMException);
    expect(native).toMatchObject({ name: 'RangeError', message: 'too far' });
    expect(arrived({ any: 'thing' }).cause).toMatchObject({ message: '{"any":"thing"}' });
    expect('cause' in arrived(undefined)).toBe(false);
  });

  it('stays a native AbortError', () => {
    const arrived = fromWireError(structuredClone(toWireError(new DOMException('stopped', 'AbortError'))));
    expect(arrived).toBeInstanceOf(DOMException);
    expect(arrived).toMatchObject({ name: 'AbortError', message: 'stopped' });
  });

  it('is internal if the library did not expect it', () => {
    expect(fromWireError(toWireError(new TypeError('x is undefined')))).toMatchObject({
      code: 'internal',
      message: 'TypeError: x is undefined',
    });
    expect(fromWireError(toWireError('text'))).toMatchObject({ code: 'internal', message: 'text' });
  });
});
