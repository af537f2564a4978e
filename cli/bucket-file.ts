import { type BucketSettings, parseBucketSettings } from '../bucket/settings.ts';
import { ok, type Result } from '../core/result.ts';
import { readJsonFile } from './json-file.ts';

/** A bucket's settings from a file: parsed, and as they were written, for handing on with another credential. */
export interface BucketFile {
  readonly settings: BucketSettings;
  readonly written: object;
}

export async function readBucketFile(path: string): Promise<Result<BucketFile>> {
  const json = await readJsonFile(path, 'The bucket file');
  if (!json.ok) return json;
  const settings = parseBucketSettings(json.value);
  if (!settings.ok) return settings;
  return ok({ settings: settings.value, written: Object(json.value) });
}
