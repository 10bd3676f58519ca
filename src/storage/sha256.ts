// SHA-256 as lower-case hex, and the error for pages without `crypto.subtle`.

import { IntegrityError } from '../errors.ts';

/**
 * Hex SHA-256 of a buffer.
 * @throws IntegrityError when the page has no `crypto.subtle`.
 */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await requireSubtle().digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Also called before a long download that will be verified. */
export function requireSubtle(): SubtleCrypto {
  // Undefined on insecure origins: https://developer.mozilla.org/docs/Web/API/Crypto/subtle
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle !== undefined) return subtle;
  throw new IntegrityError(
    'integrity',
    `sha-256 cannot be checked: crypto.subtle is missing because ${globalThis.location?.origin ?? 'this page'} is not a secure origin: serve the page over https or from localhost.`,
    { details: { expected: 'a secure origin', actual: globalThis.location?.origin ?? null } },
  );
}
