import { useEffect, useState } from 'react';

const names = [
  ...['ground', 'raised', 'sunken', 'ink', 'ink-2', 'hairline', 'accent', 'accent-soft', 'on-app'],
  ...['active', 'idle', 'idle-edge', 'call', 'blocked', 'keys', 'clicks', 'app-other'],
  ...Array.from({ length: 10 }, (_, index) => `app-${index}`),
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

/** The theme, read again when the system turns light or dark. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState<Theme>(() => readTheme());
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const turn = () => setTheme(() => readTheme());
    dark.addEventListener('change', turn);
    return () => dark.removeEventListener('change', turn);
  }, []);
  return theme;
}
