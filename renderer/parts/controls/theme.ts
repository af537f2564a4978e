import { useEffect, useMemo, useState } from 'react';
import { appColours, plainColours } from '../totals/app-colour.ts';
import { usePrinting } from './printing.ts';

const names = [
  ...['ground', 'raised', 'sunken', 'ink', 'ink-2', 'hairline', 'accent', 'accent-soft', 'on-app'],
  ...['active', 'idle', 'idle-edge', 'call', 'blocked', 'keys', 'clicks', 'app-other'],
  ...Array.from({ length: appColours }, (_, index) => `app-${index}`),
  ...Array.from({ length: plainColours }, (_, index) => `plain-${index}`),
];

/** The colours of `tokens.css` as the canvas needs them, by name without dashes in front. */
export type Theme = (name: string) => string;

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const colours = new Map(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  return (name) => {
    const colour = colours.get(name);
    if (colour === undefined) throw new RangeError(`no colour is called ${name}`);
    return colour;
  };
}

/** The theme, read again when the system turns light or dark, and for paper. */
export function useTheme(): Theme {
  const isPrinting = usePrinting();
  const [isDark, setDark] = useState(() => darkness().matches);
  useEffect(() => {
    const dark = darkness();
    const turn = () => setDark(dark.matches);
    dark.addEventListener('change', turn);
    return () => dark.removeEventListener('change', turn);
  }, []);
  // What it reads depends on both.
  return useMemo(() => readTheme(), [isDark, isPrinting]);
}

function darkness(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}
