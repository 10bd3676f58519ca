// Renames tensors that a wrapper around the model has saved under other names.

import { show } from '../errors.ts';
import { checkpointError } from './checkpoint-error.ts';

/** Inserted into names by torch's wrappers (DataParallel, compile, FSDP, checkpointing) and by Lightning, at any level. */
const WRAPPERS =
  /(?<=^|\.)(?:module|_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module|_forward_module)\./g;

const EMBEDDING = 'embed_tokens.weight';

export interface RenamedTensors<T> {
  tensors: Map<string, T>;
  /** Sentences about removed and added parts of names. */
  notes: string[];
}

/**
 * Renames all tensors by the prefix of the embedding, whose name all architectures share.
 * @throws PocketM1Error `checkpoint-invalid` when two tensors would have the same name.
 */
export function renameTensors<T>(tensors: ReadonlyMap<string, T>): RenamedTensors<T> {
  const wrappers = new Set([...tensors.keys()].flatMap((name) => name.match(WRAPPERS) ?? []));
  const unwrapped = [...tensors.keys()].map((name) => name.replace(WRAPPERS, ''));
  const prefix = prefixOf(unwrapped);
  const renamed = new Map<string, T>();
  const formerly = new Map<string, string>();
  for (const [i, [former, tensor]] of [...tensors].entries()) {
    const name = prefix.rename(unwrapped[i]!);
    const other = formerly.get(name);
    if (other !== undefined) {
      throw checkpointError(`The tensors ${other} and ${former} are both ${name}: remove one of them.`);
    }
    formerly.set(name, former);
    renamed.set(name, tensor);
  }
  const notes = [...wrappers].map((wrapper) => `${show(wrapper)} is removed from the tensors' names`);
  return { tensors: renamed, notes: prefix.note === undefined ? notes : [...notes, prefix.note] };
}

interface Prefix {
  rename: (name: string) => string;
  note?: string;
}

function prefixOf(names: string[]): Prefix {
  const unchanged: Prefix = { rename: (name) => name };
  const embeddings = names.filter((name) => name === EMBEDDING || name.endsWith(`.${EMBEDDING}`));
  if (embeddings.length !== 1) return unchanged;
  const found = embeddings[0]!.slice(0, -EMBEDDING.length);
  if (found === 'model.') return unchanged;
  if (found.endsWith('.model.')) {
    const outer = found.slice(0, -'model.'.length);
    return {
      rename: (name) => (name.startsWith(outer) ? name.slice(outer.length) : name),
      note: `the prefix ${show(outer)} is removed from the tensors' names`,
    };
  }
  return {
    rename: (name) => {
      if (!name.startsWith(found)) return name;
      const rest = name.slice(found.length);
      return rest.startsWith('lm_head.') ? rest : `model.${rest}`;
    },
    note: `the prefix ${show(found)} of the tensors' names is read as "model."`,
  };
}
