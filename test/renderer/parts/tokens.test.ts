import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { appColour, appColours, plainColour, plainColours } from '../../../renderer/parts/totals/app-colour.ts';

const css = readFileSync(new URL('../../../renderer/parts/tokens.css', import.meta.url), 'utf8');
const [lightBlock = '', darkBlock = ''] = css.split('@media (prefers-color-scheme: dark)');

function tokensOf(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
}

/** WCAG 2.2's relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Hue in degrees, and how far a colour is from grey, from 0 to 1. */
function hueOf(colour: string): { hue: number; chroma: number } {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const most = Math.max(red, green, blue);
  const chroma = most - Math.min(red, green, blue);
  if (chroma === 0) return { hue: 0, chroma };
  const sixth =
    most === red ? (green - blue) / chroma : most === green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
  return { hue: (sixth * 60 + 360) % 360, chroma };
}

const apps = [...Array.from({ length: appColours }, (_, index) => `app-${index}`), 'app-other'];
const plain = Array.from({ length: plainColours }, (_, index) => `plain-${index}`);
const text: readonly (readonly [string, string])[] = [
  ...['ground', 'raised', 'sunken', 'accent-soft', 'warning-soft', 'danger-soft'].map((on) => ['ink', on] as const),
  ...['ground', 'raised', 'sunken', 'accent-soft'].map((on) => ['ink-2', on] as const),
  ['warning', 'raised'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ...[...apps, ...plain].map((app) => ['on-app', app] as const),
];
const marks: readonly (readonly [string, string])[] = [
  ...['active', 'idle-edge', 'call', 'blocked', 'ink-2', 'keys', 'clicks', 'accent', ...apps, ...plain].map(
    (mark) => [mark, 'raised'] as const,
  ),
  ...['control-line', 'accent', 'warning', 'danger'].map((mark) => [mark, 'ground'] as const),
  ['warning', 'warning-soft'],
  ['danger', 'danger-soft'],
];

describe.each([
  ['light', tokensOf(lightBlock)],
  ['dark', tokensOf(darkBlock)],
])('%s', (_, tokens) => {
  const colour = (name: string) => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`no token ${name}`);
    return value;
  };
  test.each(text)('text in %s on %s is at least 4.5:1', (ink, on) => {
    expect(contrast(colour(ink), colour(on))).toBeGreaterThanOrEqual(4.5);
  });
  test.each(marks)('a mark in %s on %s is at least 3:1', (mark, on) => {
    expect(contrast(colour(mark), colour(on))).toBeGreaterThanOrEqual(3);
  });
  it('gives every app colour its own value', () => {
    expect(new Set(apps.map(colour)).size).toBe(apps.length);
  });
  it('has no hue for an app that means a call, and none for sites and counts', () => {
    const call = hueOf(colour('call')).hue;
    for (const app of apps.slice(0, appColours)) {
      const away = Math.abs(hueOf(colour(app)).hue - call) % 360;
      expect(Math.min(away, 360 - away), app).toBeGreaterThan(25);
    }
    for (const name of [...plain, 'keys', 'clicks']) expect(hueOf(colour(name)).chroma, name).toBeLessThan(0.1);
  });
});

describe('the colour of an app', () => {
  it('is one that the style sheet has, whatever the id', () => {
    const names = [...tokensOf(lightBlock).keys()];
    fc.assert(fc.property(fc.string(), (appId) => void expect(names).toContain(appColour(appId))));
  });
  it('stays what it is: days that were looked at yesterday look the same today', () => {
    const known = { xterm: 2, chromium: 0, mousepad: 6, gedit: 3, slack: 2, firefox: 3, 'outlook.exe': 5 };
    for (const [appId, index] of Object.entries(known)) expect(appColour(appId)).toBe(`app-${index}`);
  });
  it('of a site is a grey, since a hue is an app’s or a state’s', () => {
    const names = [...tokensOf(lightBlock).keys()];
    fc.assert(fc.property(fc.string(), (site) => void expect(names).toContain(plainColour(site))));
  });
  it('does not depend on case, and is grey without an id', () => {
    expect(appColour('XTerm')).toBe(appColour('xterm'));
    expect(appColour(null)).toBe('app-other');
  });
});
