/** The zone of whoever reads the page. UTC where the browser does not name one: a `TZ` that is empty or a path leaves it without. */
export const ownZone = zoneOrUtc(new Intl.DateTimeFormat().resolvedOptions().timeZone);

export function zoneOrUtc(named: string | undefined): string {
  if (named === undefined || named === 'Etc/Unknown') return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: named }).resolvedOptions().timeZone ?? 'UTC';
  } catch {
    return 'UTC';
  }
}
