// The names of what administrators write for each other. Like `bucket/layout.ts`, which knows no more of them.

/** All that administrators write for each other. */
export function adminFolder(prefix: string): string {
  return `${prefix}admin/`;
}

/** What administrators did, in numbered files that are created once; and which of it has been published. */
export function adminLogFolder(prefix: string): string {
  return `${adminFolder(prefix)}log/`;
}

function numbered(seq: number): string {
  return String(seq).padStart(6, '0');
}

export function adminLogKey(prefix: string, seq: number): string {
  return `${adminLogFolder(prefix)}${numbered(seq)}.age`;
}

export function adminPublishedFolder(prefix: string): string {
  return `${adminFolder(prefix)}published/`;
}

export function adminPublishedKey(prefix: string, seq: number): string {
  return `${adminPublishedFolder(prefix)}${numbered(seq)}`;
}

/** What `plainsight doctor` tries the store with. */
export function adminProbeKey(prefix: string): string {
  return `${adminFolder(prefix)}probe`;
}

/** The number that a name below `folder` (`admin/log/`, `admin/published/`) is; null for any other name. */
export function adminNumber(folder: string, key: string): number | null {
  const digits = key.startsWith(folder) ? /^(\d{6,9})(?:\.age)?$/.exec(key.slice(folder.length))?.[1] : undefined;
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}
