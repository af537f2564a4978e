import { z } from 'zod';
import { notImplemented, S3Error } from '../http/s3-error.ts';
import { element, type Xml, xmlDocument } from '../http/xml.ts';
import { malformedXml, readXml, type XmlElement } from '../http/xml-reader.ts';

/** One rule of a bucket, as far as this store has such things: there are no versions in it and no uploads in parts. */
export const lifecycleRuleSchema = z.strictObject({
  id: z.string(),
  isEnabled: z.boolean(),
  prefix: z.string(),
  /** Of an object, in days from when it was written; null: it is about other things alone. */
  days: z.number().int().positive().nullable(),
  /** Kept and answered as they were asked for. Nothing here has versions or parts, so nothing is due. */
  noncurrentDays: z.number().int().positive().nullable(),
  abortDays: z.number().int().positive().nullable(),
  removesMarkers: z.boolean(),
});
export type LifecycleRule = z.infer<typeof lifecycleRuleSchema>;

export const largestConfigurationBytes = 256 * 1024;
const mostRules = 1000;
const longestId = 255;
const mostDays = 100_000;

/**
 * Reads the rules of `PutBucketLifecycleConfiguration`. A filter by tags or sizes, a date and a change of the storage class are refused with
 * 501: left out, such a rule would remove more than was asked for.
 */
export function readLifecycle(body: string): LifecycleRule[] {
  const root = readXml(body);
  if (root.name !== 'LifecycleConfiguration' || root.text.trim() !== '') throw malformedXml();
  if (root.children.length === 0 || root.children.length > mostRules) throw malformedXml();
  const rules = root.children.map((each, at) => readRule(each, at));
  if (new Set(rules.map(({ id }) => id)).size !== rules.length) throw invalid('Two rules have the same ID.');
  return rules;
}

export function writeLifecycle(rules: readonly LifecycleRule[]): string {
  return xmlDocument('LifecycleConfiguration', rules.map(ruleElement));
}

function ruleElement({ id, isEnabled, prefix, days, noncurrentDays, abortDays, removesMarkers }: LifecycleRule): Xml {
  return element('Rule', [
    element('ID', id),
    element('Filter', [element('Prefix', prefix)]),
    element('Status', isEnabled ? 'Enabled' : 'Disabled'),
    ...(days === null ? [] : [element('Expiration', [element('Days', days)])]),
    ...(removesMarkers ? [element('Expiration', [element('ExpiredObjectDeleteMarker', true)])] : []),
    ...(noncurrentDays === null
      ? []
      : [element('NoncurrentVersionExpiration', [element('NoncurrentDays', noncurrentDays)])]),
    ...(abortDays === null
      ? []
      : [element('AbortIncompleteMultipartUpload', [element('DaysAfterInitiation', abortDays)])]),
  ]);
}

/** What a rule may hold. Each stands there once at most. */
const known = new Set([
  ...['ID', 'Prefix', 'Filter', 'Status', 'Expiration'],
  ...['NoncurrentVersionExpiration', 'AbortIncompleteMultipartUpload'],
]);

function readRule(rule: XmlElement, at: number): LifecycleRule {
  if (rule.name !== 'Rule') throw malformedXml();
  const parts = membersOf(rule, known, (name) => `${name} in a rule of a lifecycle`);
  const status = parts.get('Status')?.text;
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
  const id = parts.get('ID')?.text ?? `rule-${at + 1}`;
  if (id.length === 0 || id.length > longestId) throw invalid(`The ID of a rule has 1 to ${longestId} characters.`);
  const expiration = inside(parts, 'Expiration', ['Days', 'ExpiredObjectDeleteMarker']);
  const noncurrent = inside(parts, 'NoncurrentVersionExpiration', ['NoncurrentDays']);
  const abort = inside(parts, 'AbortIncompleteMultipartUpload', ['DaysAfterInitiation']);
  const marker = expiration?.get('ExpiredObjectDeleteMarker')?.text;
  const read: LifecycleRule = {
    id,
    isEnabled: status === 'Enabled',
    prefix: prefixOf(parts),
    days: daysIn(expiration, 'Days'),
    noncurrentDays: daysIn(noncurrent, 'NoncurrentDays'),
    abortDays: daysIn(abort, 'DaysAfterInitiation'),
    removesMarkers: marker === 'true',
  };
  if (expiration !== null && (read.days === null) === (marker === undefined)) throw malformedXml();
  if (marker !== undefined && marker !== 'true' && marker !== 'false') throw malformedXml();
  if (expiration === null && noncurrent === null && abort === null) throw malformedXml();
  return read;
}

function membersOf(
  parent: XmlElement,
  names: ReadonlySet<string>,
  foreign: (name: string) => string,
): Map<string, XmlElement> {
  const members = new Map<string, XmlElement>();
  if (parent.text.trim() !== '') throw malformedXml();
  for (const each of parent.children) {
    if (!names.has(each.name)) throw notImplemented(foreign(each.name));
    if (members.has(each.name)) throw malformedXml();
    members.set(each.name, each);
  }
  return members;
}

function inside(
  parts: ReadonlyMap<string, XmlElement>,
  name: string,
  names: readonly string[],
): Map<string, XmlElement> | null {
  const part = parts.get(name);
  return part === undefined ? null : membersOf(part, new Set(names), (other) => `${other} in ${name} of a lifecycle`);
}

/** Either a filter, or the prefix alone as it was written before there were filters. An empty filter is about everything. */
function prefixOf(parts: ReadonlyMap<string, XmlElement>): string {
  const filter = inside(parts, 'Filter', ['Prefix']);
  const plain = parts.get('Prefix');
  if ((filter === null) === (plain === undefined)) throw malformedXml();
  return (plain ?? filter?.get('Prefix'))?.text ?? '';
}

function daysIn(part: ReadonlyMap<string, XmlElement> | null, name: string): number | null {
  const text = part?.get(name)?.text;
  if (text === undefined) return null;
  const days = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  if (days < 1 || days > mostDays) throw invalid(`${name} is a whole number from 1 to ${mostDays}.`);
  return days;
}

function invalid(message: string): S3Error {
  return new S3Error(400, 'InvalidArgument', message);
}
