import { LoadError, type LoadOptions } from '../data/load';
import type { Manifest, ManifestFile, SplitName } from '../data/manifest';
import type { CocoImage } from './coco';
import { openShard, type Shard } from './shard';
import { openShardSource } from './shard-source';
import { type Feature, parseExample } from './tf-example';
import type { VersionFiles } from './version-files';

/** The images of a split as files, PNG or JPEG, out of its TFRecord shards. */
export interface SplitPixels {
  /**
   * Returns the image file, or null where the version holds only a reference to it. Rejects with
   * LoadError if the record cannot be read, or there is none.
   */
  imageFile(image: CocoImage, options: LoadOptions): Promise<Uint8Array | null>;
}

const WANTED = new Set(['image/encoded', 'image/source_id', 'radloom/record_id']);

/**
 * Opens the shards of a split when their images are asked for.
 *
 * @param leave ends the opening of shards; an image that is no longer wanted does not, since others
 *     may wait for the same shard
 */
export function openSplitPixels(
  files: Pick<VersionFiles, 'url'>,
  manifest: Manifest,
  split: SplitName,
  leave: AbortSignal,
): SplitPixels {
  const shards = shardsOf(manifest, split);
  const opened = new Map<string, Promise<Shard>>();

  function open(file: ManifestFile): Promise<Shard> {
    const known = opened.get(file.path);
    if (known) return known;
    const opening = openShardSource(files.url(file), file, { signal: leave }).then(openShard);
    opened.set(file.path, opening);
    // What failed is tried again next time.
    opening.catch(() => opened.delete(file.path));
    return opening;
  }

  /** Returns the features of the record at a place of the split, or null after the last one. */
  async function recordAt(position: number, options: LoadOptions) {
    let index = position;
    for (const file of shards) {
      if (index < file.records) {
        const shard = await open(file);
        options.signal.throwIfAborted();
        try {
          const data = await shard.record(index, options.signal);
          return data && parseExample(data, WANTED);
        } catch (cause) {
          if (options.signal.aborted || cause instanceof LoadError) throw cause;
          const reason = cause instanceof Error ? cause.message : String(cause);
          throw new LoadError(file.path, `record ${index}: ${reason}`, { cause });
        }
      }
      index -= file.records;
    }
    return null;
  }

  return {
    async imageFile(image, options) {
      // The export writes both files in the same order.
      let record = await recordAt(image.position, options);
      for (let position = 0; record && !belongsTo(record, image); position++) {
        record = await recordAt(position, options);
      }
      if (!record) {
        throw new LoadError(
          `tfrecord/${manifest.dataset}-${split}`,
          `no record has image ${image.id}`,
        );
      }
      const bytes = firstBytes(record.get('image/encoded'));
      return bytes && bytes.length > 0 ? bytes : null;
    },
  };
}

/** Returns the shards of a split, `NAME-SPLIT.tfrecord-0000I-of-0000N`, in order. */
function shardsOf({ files, dataset }: Manifest, split: SplitName): ManifestFile[] {
  const prefix = `tfrecord/${dataset}-${split}.tfrecord-`;
  return files
    .filter(({ path }) => path.startsWith(prefix))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function belongsTo(record: ReadonlyMap<string, Feature>, image: CocoImage): boolean {
  return (
    textOf(record.get('image/source_id')) === String(image.id) &&
    (image.recordId === '' || textOf(record.get('radloom/record_id')) === image.recordId)
  );
}

function textOf(feature: Feature | undefined): string | null {
  const bytes = firstBytes(feature);
  return bytes && new TextDecoder().decode(bytes);
}

function firstBytes(feature: Feature | undefined): Uint8Array | null {
  return feature?.kind === 'bytes' ? (feature.values[0] ?? null) : null;
}
