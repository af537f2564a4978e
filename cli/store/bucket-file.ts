import { type BucketSettings, parseBucketSettings } from '../../bucket/settings.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { readJsonFile } from '../json-file.ts';
import { inOption } from '../outcome.ts';

/** A bucket's settings from a file: parsed, and as they were written, for handing on with another credential. */
export interface BucketFile {
  readonly settings: BucketSettings;
  readonly written: object;
}

/** `option` named the path, and is named in what is wrong with the file: a command may be given two. */
export async function readBucketFile(path: string, option = 'bucket'): Promise<Result<BucketFile>> {
  const json = await readJsonFile(path, 'The bucket file');
  if (!json.ok) return fail(inOption(option, json.problem));
  const settings = parseBucketSettings(json.value);
  if (!settings.ok) return fail(inOption(option, settings.problem));
  return ok({ settings: settings.value, written: Object(json.value) });
}
