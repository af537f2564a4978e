/**
 * What somebody typed, for a message, where it may be a secret that got into the wrong place: a key where the path of its file is wanted, a link as
 * the name of a command. Shown only where it can be none of ours: no link, no JSON, no run of letters and digits as long as keys have.
 */
export function shownText(typed: string): string {
  const isPlain = typed.length <= 300 && !/key-|:\/\/|^plainsight|[{}"\n\r]|[A-Za-z0-9+=_]{28,}/i.test(typed);
  return isPlain ? typed : '(not shown: it may be a key)';
}

/** Where an error came from, and of what kind it is, without what it says: a library may have put a key into that. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error && /^[A-Z_0-9]{2,40}$/.test(String(error.code)) ? ` (${error.code})` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [`${/^\w{1,40}$/.test(error.name) ? error.name : 'Error'}${code}`, ...frames.slice(0, 12)].join('\n');
}
