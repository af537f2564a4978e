import { fold } from '../folded-text.ts';

/**
 * A host in the one form that sites are compared in: folded, with other alphabets as themselves and
 * not as `xn--` labels, without `www.` and closing dot. Patterns with `*` and `?` keep them.
 */
export function foldSite(host: string): string {
  return host
    .normalize('NFKC')
    .replace(/[\u3002\uff0e\uff61]/gu, '.')
    .split('.')
    .map((label) => fold(decoded(label)))
    .join('.')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
}

function decoded(label: string): string {
  const ascii = /^xn--([\x21-\x7e]+)$/i.exec(label)?.[1];
  return ascii === undefined ? label : (decodePunycode(ascii.toLowerCase()) ?? label);
}

const base = 36;
const smallest = 1;
const largest = 26;
const highest = 0x10ffff;
/** Longer ones are no labels; DNS allows 63 bytes. */
const longestLabel = 255;

/** RFC 3492; null where it is none. */
export function decodePunycode(input: string): string | null {
  if (input.length > longestLabel) return null;
  const dash = input.lastIndexOf('-');
  const output = dash > 0 ? [...input.slice(0, dash)].map((each) => each.codePointAt(0) ?? 0) : [];
  let at = dash > 0 ? dash + 1 : 0;
  let point = 128;
  let place = 0;
  let bias = 72;
  while (at < input.length) {
    const from = place;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = digitOf(input.charCodeAt(at++));
      if (digit === null) return null;
      place += digit * weight;
      const threshold = Math.min(Math.max(k - bias, smallest), largest);
      if (digit < threshold) break;
      weight *= base - threshold;
      if (!Number.isSafeInteger(place) || !Number.isSafeInteger(weight)) return null;
    }
    const length = output.length + 1;
    bias = adapted(place - from, length, from === 0);
    point += Math.floor(place / length);
    place %= length;
    if (point > highest || (point >= 0xd800 && point <= 0xdfff)) return null;
    output.splice(place++, 0, point);
  }
  return String.fromCodePoint(...output);
}

function digitOf(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  return null;
}

function adapted(given: number, points: number, isFirst: boolean): number {
  let delta = isFirst ? Math.floor(given / 700) : Math.floor(given / 2);
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > ((base - smallest) * largest) / 2; k += base) delta = Math.floor(delta / (base - smallest));
  return k + Math.floor(((base - smallest + 1) * delta) / (delta + 38));
}
