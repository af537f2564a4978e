import { type Problem, problem } from '../core/problem.ts';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/**
 * What an object of each kind is at most, in bytes, by the end of its name. Whoever can write into the bucket can put any size under any
 * name: what is larger than anything Plainsight writes there is not read. The first that fits counts.
 */
const largest: readonly (readonly [RegExp, number])[] = [
  [/(^|\/)chain\/[^/]*$/, 32 * megabyte],
  [/(^|\/)activity\/[^/]*$/, 16 * megabyte],
  [/(^|\/)shots\/[^/]*$/, 64 * megabyte],
  [/(^|\/)sheets\/[^/]*$/, 32 * megabyte],
  [/(^|\/)pack\.bin$/, 64 * megabyte],
  [/(^|\/)(days|shots)\.key\.age$/, megabyte],
  [/(^|\/)summary\.age$/, 4 * megabyte],
  [/(^|\/)months\/.*$/, 16 * megabyte],
  [/(^|\/)latest\/[^/]*$/, megabyte],
  [/(^|\/)(views|requests|consent|right-answers)\/[^/]*$/, megabyte],
  [/(^|\/)rights\/.*$/, megabyte],
  [/(^|\/)timesheets\/.*$/, megabyte],
  [/(^|\/)devices\/[^/]*$/, 64 * kilobyte],
  [/(^|\/)card\.age$/, megabyte],
  [/(^|\/)access\.json$/, 4 * megabyte],
  [/(^|\/)directory\.age$/, 64 * megabyte],
  [/(^|\/)admin\/log\/[^/]*$/, 64 * megabyte],
  [/(^|\/)org\.json$/, 4 * megabyte],
];

const largestOther = 64 * megabyte;

export function largestBytesOf(key: string): number {
  return largest.find(([name]) => name.test(key))?.[1] ?? largestOther;
}

export function tooLarge(key: string, most: number): Problem {
  return problem('object-too-large', { key, most });
}

/** Whether a problem is about this one object: it is not there, not given out, or nothing of ours can be in it. Anything else is about the bucket. */
export function isOfObject({ code }: Problem): boolean {
  return code === 'object-missing' || code === 'object-too-large' || code === 'object-archived';
}
