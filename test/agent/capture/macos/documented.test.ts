import { describe, expect, test } from 'vitest';
import type { Behaviour } from './behaviours/behaviour.ts';
import { callBehaviours } from './behaviours/calls.ts';
import { countBehaviours } from './behaviours/counts.ts';
import { frontBehaviours } from './behaviours/front.ts';
import { permissionBehaviours } from './behaviours/permission.ts';
import { presenceBehaviours } from './behaviours/presence.ts';
import { refusalBehaviours } from './behaviours/refusals.ts';
import { roleBehaviours } from './behaviours/roles.ts';
import { screenBehaviours } from './behaviours/screen.ts';
import { windowBehaviours } from './behaviours/windows.ts';
import { MacDouble } from './double/mac-double.ts';

const tables: Readonly<Record<string, readonly Behaviour[]>> = {
  'the list of windows': windowBehaviours,
  'what windows are for': roleBehaviours,
  'the program in front': frontBehaviours,
  'counts of input': countBehaviours,
  'idle, locked, away': presenceBehaviours,
  calls: callBehaviours,
  'the permission Screen Recording': permissionBehaviours,
  pictures: screenBehaviours,
  'no picture': refusalBehaviours,
};

describe.each(Object.entries(tables))('%s', (_topic, behaviours) => {
  test.each(behaviours.map((each) => [each.what, each.source, each] as const))(
    '%s [%s]',
    async (_what, _source, each) => {
      const mac = new MacDouble();
      await each.prove(mac);
      // Whatever was created or copied was given back once, and whatever was borrowed was not.
      expect(mac.foundation.leaks).toEqual([]);
      expect(mac.objc.openPools).toBe(0);
    },
  );
});

test('there are sixty rows and more, each with its source, and none twice', () => {
  const rows = Object.values(tables).flat();
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(rows.filter(({ source }) => source.length < 8)).toEqual([]);
  expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length);
});
