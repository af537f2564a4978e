/** Where an error came from, and of what kind it is, without what it says: a library may have put a key into that. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error && /^[A-Z_0-9]{2,40}$/.test(String(error.code)) ? ` (${error.code})` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [`${/^\w{1,40}$/.test(error.name) ? error.name : 'Error'}${code}`, ...frames.slice(0, 12)].join('\n');
}
