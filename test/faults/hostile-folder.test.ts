import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsealEnrolment } from '../../agent/enrolment/acceptance.ts';
import { openOfflineDecisions } from '../../agent/offline/offline-decisions.ts';
import { readSettings, writeSettings } from '../../agent/policy/person-settings.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { readAgentSettings } from '../../cli/agent/agent-settings.ts';
import { unlockingOf } from '../../cli/agent/agent-unlock.ts';
import { personSettingsSchema } from '../../core/consent/person-settings.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';
import type { Result } from '../../core/result.ts';
import { unwrap } from '../../core/result.ts';
import { Chance } from '../fixtures/hostile/chance.ts';
import { mutateBytes, mutateJson } from '../fixtures/hostile/mutations.ts';
import { english } from '../fixtures/problems.ts';
import { type Office, openOffice } from './office-agent.ts';

/** Always the same. */
const rounds = 80;
const agreed: readonly Purpose[] = ['apps', 'presence'];
const texts = ['enrolment.json', 'used-enrolments.json', 'settings.json'];

describe('a folder in which anything may lie', () => {
  let office: Office;
  let file: string;
  let folder: string;

  beforeAll(async () => {
    office = await openOffice();
    file = await office.answeredFile('folder', {}, agreed);
    folder = join(office.folder, 'folder');
    unwrap(await writeSettings(join(folder, 'settings.json'), personSettingsSchema.parse({ rules: [] })));
    cpSync(folder, `${folder}.whole`, { recursive: true });
  });

  afterAll(() => office.close());

  it(`${rounds} altered folders: each is opened or refused in words, and none agrees to more than its person`, async () => {
    expect(await opened(), 'unaltered').toEqual({ isOpen: true, allowed: agreed });
    let refused = 0;
    for (let seed = 1; seed <= rounds; seed++) {
      rmSync(folder, { recursive: true });
      cpSync(`${folder}.whole`, folder, { recursive: true });
      const how = `seed ${seed}, ${alter(folder, new Chance(seed))}`;
      const said = await opened().catch((error: unknown) => error);
      if (said instanceof Error) throw new Error(`${how}: ${said.stack}`, { cause: said });
      const { isOpen, allowed } = said as Awaited<ReturnType<typeof opened>>;
      if (!isOpen) refused += 1;
      expect(agreed, how).toEqual(expect.arrayContaining([...allowed]));
    }
    // Else nothing was altered that matters.
    expect(refused).toBeGreaterThan(rounds / 4);
  });

  /** What the agent reads before it records, in its order. */
  async function opened(): Promise<{ isOpen: boolean; allowed: readonly Purpose[] }> {
    const none = (result: Result<unknown>) => {
      if (!result.ok) expect(english(result.problem).remedy).not.toBe('');
      return { isOpen: false, allowed: [] };
    };
    const settings = await readAgentSettings(file);
    if (!settings.ok) return none(settings);
    const { protector } = unwrap(await unlockingOf(settings.value, {}));
    const person = readSettings(join(folder, 'settings.json'));
    if (!person.ok) return none(person);
    const unsealed = await unsealEnrolment(folder, protector);
    if (!unsealed.ok || unsealed.value === null) return none(unsealed);
    const clock = { now: () => Date.now() };
    const here = await openOfflineDecisions({
      folder,
      ...unsealed.value,
      openStore: openS3Store,
      clock,
      random: Math.random,
    });
    if (!here.ok) return none(here);
    try {
      const { purposes } = here.value.decisions.state();
      return { isOpen: true, allowed: purposes.filter(({ isAllowed }) => isAllowed).map(({ purpose }) => purpose) };
    } finally {
      await here.value.close();
    }
  }
});

/** Alters one thing in `folder`: a file, or a cell of the vault. Says which. */
function alter(folder: string, chance: Chance): string {
  const name = chance.pick([...texts, 'keys.age', 'vault.db', 'cell', 'cell', 'row']);
  if (name === 'cell' || name === 'row') return alterVault(join(folder, 'vault.db'), name === 'row', chance);
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const isText = texts.includes(name) && chance.below(2) === 0;
  const others = () => readFileSync(join(folder, chance.pick([...texts, 'keys.age'])));
  writeFileSync(path, isText ? mutateJson(bytes.toString(), chance) : mutateBytes(bytes, chance, others));
  return name;
}

function alterVault(path: string, isWholeRow: boolean, chance: Chance): string {
  const database = new DatabaseSync(path);
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all()
      .map(({ name }) => String(name))
      .filter((table) => Number(database.prepare(`SELECT COUNT(*) AS rows FROM "${table}"`).get()?.rows) > 0);
    const table = chance.pick(tables);
    const rows = database.prepare(`SELECT rowid AS at, * FROM "${table}"`).all();
    const row = chance.pick(rows);
    if (isWholeRow) {
      database.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(Number(row.at));
      return `a row of ${table} removed`;
    }
    const column = chance.pick(Object.keys(row).filter((each) => each !== 'at'));
    const value = row[column];
    const changed =
      value instanceof Uint8Array
        ? mutateBytes(value, chance, () => chance.bytes(64))
        : typeof value === 'string'
          ? mutateJson(value, chance)
          : chance.pick([-1, 0, 1.5, 2 ** 53 - 1, 'text', null]);
    try {
      database.prepare(`UPDATE "${table}" SET "${column}" = ? WHERE rowid = ?`).run(changed, Number(row.at));
    } catch {
      return `${table}.${column} cannot be altered so`;
    }
    return `${table}.${column}`;
  } finally {
    database.close();
  }
}
