// Identifies a file that is not what its name says by its first bytes, and says what to do.

/** How many bytes of the file `wrongFile` needs. */
export const headBytes = 512;

const magics: [bytes: number[], what: string][] = [
  [
    [0x50, 0x4b, 0x03, 0x04],
    'is a ZIP archive, as PyTorch writes for .bin and .pt files: save the model as safetensors, with save_pretrained.',
  ],
  [
    [0x80],
    'is a Python pickle, as written by old versions of PyTorch: save the model as safetensors, with save_pretrained.',
  ],
  [
    [0x47, 0x47, 0x55, 0x46],
    'is a GGUF file with quantised weights: convert the original safetensors checkpoint instead.',
  ],
  [[0x1f, 0x8b], 'is compressed with gzip: unpack it.'],
];

/**
 * The rest of a sentence about what the file is and what to do; undefined when it is not recognised.
 * @param head - The first `headBytes` bytes, or the whole file.
 * @param fileBytes - The size of the whole file.
 * @param expected - With 'bytes', any text is a wrong file.
 */
export function wrongFile(
  head: Uint8Array,
  fileBytes: number,
  expected: 'text' | 'bytes',
): string | undefined {
  if (fileBytes === 0) return 'is empty: download it again.';
  if (head.every((byte) => byte === 0))
    return 'begins with zeros only, like an incomplete download: download it again.';
  const text = new TextDecoder().decode(head);
  if (text.startsWith('version https://git-lfs') || text.startsWith('# xet version')) {
    return `is a Git LFS pointer (${fileBytes} bytes), not the file itself: run git lfs pull in the checkpoint's folder, or download the file.`;
  }
  if (/^\s*<(!doctype|html|head|\?xml)/i.test(text)) {
    return 'is a web page, perhaps a login or error page: download the file itself; on Hugging Face its address has /resolve/, not /blob/.';
  }
  for (const [bytes, what] of magics) if (bytes.every((byte, i) => head[i] === byte)) return what;
  return expected === 'bytes' && isText(text)
    ? `is a text that begins with ${JSON.stringify(firstLine(text))}: download the file again.`
    : undefined;
}

function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text contains no control characters
  return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text.slice(0, 100));
}

function firstLine(text: string): string {
  const line = text.trimStart().split(/\r?\n/, 1)[0]!;
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
