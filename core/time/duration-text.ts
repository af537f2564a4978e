/**
 * `ms` in words: `38 s`, `3 min 12 s`, `41 min`, `3 h 12 min`. Seconds show under ten minutes only;
 * every part is rounded from the whole, so that 59.7 s is `1 min`, never `60 s`. What would round
 * to nothing is `<1 s`; only nothing is `0 s`.
 */
export function durationWords(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1000);
  if (seconds === 0 && ms > 0) return '<1 s';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 600) return joined([Math.floor(seconds / 60), 'min'], [seconds % 60, 's']);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return joined([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
}

function joined(large: [number, string], small: [number, string]): string {
  return small[0] === 0 ? large.join(' ') : `${large.join(' ')} ${small.join(' ')}`;
}
