// The alphabet of byte-level BPE, which writes every byte as one printable character, so that a vocabulary is plain text.
// Printable bytes stand for themselves; the others, in order, are U+0100, U+0101 … (GPT-2's `bytes_to_unicode`).

const byteOfSymbol: ReadonlyMap<string, number> = (() => {
  const symbols = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const prints =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
    symbols.set(String.fromCharCode(prints ? byte : next++), byte);
  }
  return symbols;
})();

/** The bytes of a vocabulary entry; undefined when one of its characters is not in the alphabet. */
export function bytesOfSymbols(token: string): Uint8Array | undefined {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = byteOfSymbol.get(token.charAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
