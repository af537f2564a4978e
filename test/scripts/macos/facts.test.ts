import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventTypes } from '../../../agent/capture/macos/api/core-graphics.ts';
import { type FactOptions, macFacts, type Stir } from '../../../scripts/macos/facts.ts';
import { buildElectronProbe } from '../../../scripts/macos/probe.ts';
import {
  MacDouble,
  notices,
  type ProgramDouble,
  safari,
  windowServer,
} from '../../agent/capture/macos/double/mac-double.ts';

const editor: ProgramDouble = { pid: 700, name: 'Editor', bundle: 'org.example.Editor' };

function optionsOf(mac: MacDouble, change: Partial<FactOptions> = {}): FactOptions {
  const stirred: Partial<Record<Stir, () => void>> = {
    keys: () => mac.input(eventTypes.keyDown, 5),
    repeats: () => mac.input(eventTypes.keyDown, 1),
  };
  return {
    api: mac,
    stir: async (what) => {
      stirred[what]?.();
      return what !== 'scroll';
    },
    wait: async () => {},
    pictures: null,
    lsappinfo: async () => 'ASN:0x0-0x1:',
    now: () => mac.now,
    ...change,
  };
}

it('asks a computer everything, names no window of a person, and gives back what it made', async () => {
  const mac = new MacDouble();
  mac.runs(safari, notices, windowServer, editor);
  mac.front = safari;
  mac.windows = [
    { program: windowServer, title: 'Menubar', layer: 24 },
    { program: notices, layer: 23 },
    { program: editor, layer: 101, title: 'A secret' },
    { program: safari, title: 'A secret' },
  ];
  const facts = await macFacts(optionsOf(mac));
  const answerTo = (question: string) => facts.find(([asked]) => asked.includes(question))?.[1];
  expect(answerTo('after: keys')).toContain('"keyDown":5');
  expect(answerTo('after: repeats')).toContain('"keyDown":1');
  expect(answerTo('after: scroll')).toBe('"could not be posted"');
  expect(answerTo('In which layer and where are notifications')).toContain('"layer":23');
  expect(answerTo('What lies in which layer')).not.toContain('editor');
  expect(answerTo('by AppKit')).toContain('com.apple.Safari');
  expect(JSON.stringify(facts)).not.toContain('secret');
  expect(facts.filter(([, answer]) => answer.startsWith('failed'))).toEqual([]);
  expect(mac.foundation.leaks).toEqual([]);
});

it('asks nothing of counters that do not answer, and goes on with the rest', async () => {
  const mac = new MacDouble();
  const graphics = { ...mac.graphics, eventCountLater: () => Promise.reject(new Error('no')) };
  const facts = await macFacts(optionsOf(mac, { api: { ...mac, graphics } as FactOptions['api'] }));
  expect(facts[0]).toEqual(['Are counters answered in this process?', 'false']);
  expect(facts.length).toBeGreaterThan(8);
});

it('is one file for Electron, with nothing outside but Electron, koffi and Node', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plainsight-probe-'));
  const text = await readFile(await buildElectronProbe(folder), 'utf8');
  const outside = [...text.matchAll(/^import .*?from ["']([^"']+)["'];?$/gm)].map(([, name]) => name);
  expect(outside.filter((name) => name !== 'electron' && !name?.startsWith('node:'))).toEqual([]);
  await rm(folder, { recursive: true });
}, 60_000);
