// What is stored on this device beside the shards' bytes. Another release, or another script of the page's origin, may have
// written what is read back, so nothing is believed that is not looked at.

/** Describes one stored shard. Written after the shard's bytes, so bytes without a record are a torn write. */
export interface ShardRecord {
  sha256: string;
  bytes: number;
  /** Address of the model that it was fetched for. Other models may use it too. */
  model: string;
}

/** A model that can be opened without the network. */
export interface ModelRecord {
  /** Address of the shard folder, which names the model. */
  url: string;
  /** manifest.json as it was fetched. */
  manifest: string;
}

/** Undefined when what was read back is no such record. */
export function parseShardRecord(value: unknown): ShardRecord | undefined {
  const { sha256, bytes, model } = fieldsOf(value);
  const isRecord =
    typeof sha256 === 'string' &&
    typeof model === 'string' &&
    Number.isSafeInteger(bytes) &&
    (bytes as number) >= 0;
  return isRecord ? { sha256, bytes: bytes as number, model } : undefined;
}

/** Undefined when what was read back is no such record. */
export function parseModelRecord(value: unknown): ModelRecord | undefined {
  const { url, manifest } = fieldsOf(value);
  return typeof url === 'string' && typeof manifest === 'string' ? { url, manifest } : undefined;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
