/**
 * Whether a text as a whole fits a pattern in which `*` stands for any characters and `?` for one; both as single characters that were folded
 * before. Greedy with one point of return: at worst pattern × text steps, never more.
 */
export function fits(p: readonly string[], t: readonly string[]): boolean {
  let pi = 0;
  let ti = 0;
  let star = -1;
  let retry = 0;
  while (ti < t.length) {
    if (p[pi] === '*') {
      star = pi++;
      retry = ti;
    } else if (pi < p.length && (p[pi] === '?' || p[pi] === t[ti])) {
      pi++;
      ti++;
    } else if (star >= 0) {
      pi = star + 1;
      ti = ++retry;
    } else {
      return false;
    }
  }
  while (p[pi] === '*') pi++;
  return pi === p.length;
}
