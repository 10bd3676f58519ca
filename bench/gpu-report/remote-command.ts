// The one command that runs on the machine, in the root of the working tree's copy.

/** The machine's limit. */
export const maxCommandLength = 2000;

/**
 * Unpacks with xz or else Python, runs the report and removes the unpacked files. Files are fetched back from $OUT, if set.
 * `pack`: the carried folder. `options`: those of the report.
 * @throws Error with one sentence when it is too long.
 */
export function remoteCommand(pack: string, options: readonly string[]): string {
  const command = [
    'd=$(mktemp -d)',
    `for f in ${quoted(pack)}/*.tar.xz; do if xz --version >/dev/null 2>&1; then tar -xJf "$f" -C "$d"; else python3 -c 'import sys,tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$f" "$d"; fi || echo "gpu-report: $f cannot be unpacked: it takes tar and xz, or Python 3 with lzma." >&2; done`,
    `"$d/bin/node" "$d/gpu-report.mjs" --json "\${OUT:-.}/gpu-report.json"${options.map((option) => ` ${quoted(option)}`).join('')}`,
    'rc=$?; rm -rf "$d"; (exit $rc)',
  ].join('; ');
  if (command.length > maxCommandLength) {
    throw new Error(
      `The command has ${command.length} characters, but the machine takes ${maxCommandLength}: give fewer or shorter options.`,
    );
  }
  return command;
}

function quoted(word: string): string {
  return /^[\w./,:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
