// The records stored beside the shards' bytes. Parsers check every field, because another release or another script of the
// page's origin may have written a record.

/** Describes one stored shard. Written after the shard's bytes, so bytes without a record are a torn write. */
export interface ShardRecord {
  sha256: string;
  bytes: number;
  /** Address of the model that fetched it. Other models may use it too. */
  model: string;
}

/** A stored model. */
export interface ModelRecord {
  /** Address of the shard folder, which names the model. */
  url: string;
  /** The text of manifest.json. */
  manifest: string;
}

/** Undefined when the value is not a shard record. */
export function parseShardRecord(value: unknown): ShardRecord | undefined {
  const { sha256, bytes, model } = fieldsOf(value);
  const isRecord =
    typeof sha256 === 'string' &&
    typeof model === 'string' &&
    Number.isSafeInteger(bytes) &&
    (bytes as number) >= 0;
  return isRecord ? { sha256, bytes: bytes as number, model } : undefined;
}

/** Undefined when the value is not a model record. */
export function parseModelRecord(value: unknown): ModelRecord | undefined {
  const { url, manifest } = fieldsOf(value);
  return typeof url === 'string' && typeof manifest === 'string' ? { url, manifest } : undefined;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
