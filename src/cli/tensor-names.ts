// Names of tensors as wrappers around a model save them → the names that the architecture gives them.

import { show } from '../errors.ts';
import { checkpointError } from './checkpoint-error.ts';

/** What torch's wrappers (DataParallel, compile, FSDP, checkpointing) and Lightning's put into names, wherever they wrap. */
const WRAPPERS =
  /(?<=^|\.)(?:module|_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module|_forward_module)\./g;

const EMBEDDING = 'embed_tokens.weight';

export interface RenamedTensors<T> {
  tensors: Map<string, T>;
  /** Sentences about what was left out of the names, or added. */
  notes: string[];
}

/**
 * Renames every tensor by what is found around the embedding's name, which all architectures share.
 *
 * @throws PocketM1Error 'checkpoint-invalid' when two tensors would have one name.
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
      throw checkpointError(`the tensors ${other} and ${former} both stand for ${name}: remove one of them.`);
    }
    formerly.set(name, former);
    renamed.set(name, tensor);
  }
  const notes = [...wrappers].map((wrapper) => `${show(wrapper)} is left out of the tensors' names`);
  return { tensors: renamed, notes: prefix.note === undefined ? notes : [...notes, prefix.note] };
}

interface Prefix {
  rename: (name: string) => string;
  note?: string;
}

function prefixOf(names: string[]): Prefix {
  const asTheyAre: Prefix = { rename: (name) => name };
  const embeddings = names.filter((name) => name === EMBEDDING || name.endsWith(`.${EMBEDDING}`));
  if (embeddings.length !== 1) return asTheyAre;
  const found = embeddings[0]!.slice(0, -EMBEDDING.length);
  if (found === 'model.') return asTheyAre;
  if (found.endsWith('.model.')) {
    const outer = found.slice(0, -'model.'.length);
    return {
      rename: (name) => (name.startsWith(outer) ? name.slice(outer.length) : name),
      note: `the prefix ${show(outer)} is left out of the tensors' names`,
    };
  }
  return {
    rename: (name) => {
      if (!name.startsWith(found)) return name;
      const rest = name.slice(found.length);
      return rest.startsWith('lm_head.') ? rest : `model.${rest}`;
    },
    note: `the tensors' names begin with ${show(found)} where "model." is expected, and are read as if they did`,
  };
}
