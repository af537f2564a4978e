import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orgKey } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { organisationSchema } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { readUnverified } from '../../../seal/signing.ts';
import { orgScene } from './org-scene.ts';

describe('plainsight org projects', () => {
  const scene = orgScene('projects');
  const { at, org, done } = scene;
  let bucket: ObjectStore;
  beforeAll(async () => {
    ({ bucket } = await scene.open());
  });
  afterAll(() => scene.close());

  const published = async () =>
    organisationSchema
      .parse(readUnverified(unwrap(await bucket.get(orgKey('')))))
      .projects.map(({ id, ended }) => [id, ended === null]);
  const set = (text: string) => {
    writeFileSync(at('projects.csv'), text);
    return org('projects', '--list', at('projects.csv'));
  };

  it('publishes a table or JSON, and lets what is no longer in it end', async () => {
    writeFileSync(at('projects.csv'), 'id,name,ended\r\nbridge,"Bridge, north",\r\ntower,Tower,\r\n');
    expect(await done('projects', '--list', at('projects.csv'))).toContain('2 projects can be chosen, 0 have ended.');
    expect(await published()).toEqual([
      ['bridge', true],
      ['tower', true],
    ]);
    writeFileSync(at('projects.json'), JSON.stringify([{ id: 'tower', name: 'The tower' }]));
    expect(await done('projects', '--list', at('projects.json'))).toContain('1 projects can be chosen, 1 have ended.');
    expect(await published()).toEqual([
      ['tower', true],
      ['bridge', false],
    ]);
  });

  it.each([
    ['that names one twice', 'id,name\na,A\na,B', 'names a project twice'],
    ['with an id that is none', 'id,name\nA B,A', 'Project 1, id'],
    ['with a day that is none', 'id,name,ended\na,A,soon', 'Project 1, ended'],
    ['with a column that is none', 'id,name,price\na,A,5', 'price'],
    ['without rows of any kind', 'a"b', 'columns id,name,ended'],
  ])('refuses a list %s, and changes nothing', async (_, text, word) => {
    const before = await published();
    const ended = await set(text);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(word);
    expect(await published()).toEqual(before);
  });

  it('lets an organisation ask for timesheets alone, and not without timesheets', async () => {
    writeFileSync(at('change.json'), JSON.stringify({ timesheetsAlone: true }));
    const refused = await org('update', '--settings', at('change.json'));
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('timesheetsAlone');
    writeFileSync(at('change.json'), JSON.stringify({ timesheetsAlone: true, purposes: { timesheets: {} } }));
    await done('update', '--settings', at('change.json'));
    const document = organisationSchema.parse(readUnverified(unwrap(await bucket.get(orgKey('')))));
    expect(document.timesheetsAlone).toBe(true);
    expect(document.purposes.at(-1)).toMatchObject({
      purpose: 'timesheets',
      basis: 'consent',
      keptDays: { least: 730, most: 760 },
    });
    expect(document.projects).toHaveLength(2);
  });
});
