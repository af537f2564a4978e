import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';

const noon = Date.parse('2026-06-03T12:00:00Z');
const minute = 60_000;
const [monday, tuesday, today] = ['2026-06-01', '2026-06-02', '2026-06-03'].map((text) => daySchema.parse(text)) as [
  ReturnType<typeof daySchema.parse>,
  ReturnType<typeof daySchema.parse>,
  ReturnType<typeof daySchema.parse>,
];

/** A person with two past days and the beginnings of today, in UTC. */
async function history() {
  const workplace = await newWorkplace();
  const time = { now: noon };
  const start = () => workplace.start({ clock: { now: () => time.now } });
  const employee = await start();
  const agent = agentOf(employee);
  const window = (at: number, title: string, appName = 'Editor') => ({
    kind: 'window' as const,
    start: at,
    end: at + minute,
    appId: appName.toLowerCase(),
    appName,
    title,
    site: null,
    withheld: null,
  });
  for (const [day, at] of [
    [monday, noon - 48 * 60 * minute],
    [tuesday, noon - 24 * 60 * minute],
  ] as const)
    unwrap(
      await agent.keeper.keep(
        day,
        [window(at, `Übersicht ${day}`), window(at + minute, 'Notes'), window(at + 2 * minute, `Übersicht ${day}`)],
        at,
      ),
    );
  unwrap(await agent.keeper.advance(noon, 0));
  return { ...workplace, employee, agent, time, restart: start };
}
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

async function search(employee: Employee, text: string, from = monday, to = today) {
  return unwrap(await employee.service.search({ text, from, to }));
}

describe('a person’s own data', () => {
  it('is refused while their keys are locked', async () => {
    const { start } = await newWorkplace();
    const { service } = await start({ protector: null });
    for (const answer of [
      service.days({}),
      service.day({ day: monday }),
      service.records({ day: monday }),
      service.daySums({ day: monday }),
      service.sharedDay({ day: monday }),
      service.search({ text: 'a', from: monday, to: today }),
      service.health({}),
    ])
      expect(codeOf(await answer)).toBe('locked');
  });

  it('lists the days, newest first, whether they are closed, and when the notice has them gone', async () => {
    const { employee } = await history();
    expect(unwrap(await employee.service.days({}))).toEqual([
      { day: tuesday, shots: 0, isClosed: true, goneBy: { days: '2026-09-30', shots: '2026-07-12' } },
      { day: monday, shots: 0, isClosed: true, goneBy: { days: '2026-09-29', shots: '2026-07-11' } },
    ]);
  });

  it('shows any day as it was recorded, and one without records as empty', async () => {
    const { employee } = await history();
    const view = unwrap(await employee.service.day({ day: monday }));
    expect(view.windows.map(({ title }) => title)).toEqual([`Übersicht ${monday}`, 'Notes', `Übersicht ${monday}`]);
    expect(unwrap(await employee.service.records({ day: monday }))).toHaveLength(3);
    const empty = unwrap(await employee.service.day({ day: daySchema.parse('2020-01-01') }));
    expect(empty).toMatchObject({ first: null, windows: [], entries: [] });
  });

  it('shows of today what was recorded until now', async () => {
    const { employee, platform, time } = await history();
    unwrap(await agreeOnPage(employee, ['apps', 'titles']));
    platform.focus('this moment');
    time.now += minute / 2;
    const view = unwrap(await employee.service.day({ day: today }));
    expect(view.windows.map(({ title }) => title)).toEqual(['this moment']);
    expect(view).toEqual(unwrap(await employee.service.today({})));
    expect(unwrap(await employee.service.days({}))[0]).toMatchObject({ day: today, isClosed: false });
  });
});

describe('what whoever may open a day is shown', () => {
  it('is what has left this computer, and nothing that is on hold', async () => {
    const { employee, platform, time } = await history();
    const left = unwrap(await employee.service.sharedDay({ day: monday }));
    expect(left).toMatchObject({ isHeld: false, isClosed: true });
    // Where something was removed is marked for the person alone.
    const { removed: _, ...own } = unwrap(await employee.service.day({ day: monday }));
    expect(left.view).toEqual(own);
    unwrap(await agreeOnPage(employee, ['apps', 'titles']));
    platform.focus('this moment');
    time.now += minute / 2;
    unwrap(await employee.service.today({}));
    const held = unwrap(await employee.service.sharedDay({ day: today }));
    expect(held).toMatchObject({ isHeld: true, isClosed: false, view: { first: null, windows: [], entries: [] } });
    expect(unwrap(await employee.service.sharedDay({ day: daySchema.parse('2020-01-01') }))).toMatchObject({
      ...{ isHeld: false, isClosed: false, view: { first: null } },
    });
  });

  it('is summed up by day as a period has it, with what is on hold', async () => {
    const { employee } = await history();
    const sums = unwrap(await employee.service.daySums({ day: monday }));
    const { totals, apps } = unwrap(await employee.service.day({ day: monday }));
    expect(sums).toMatchObject({ day: monday, final: true, apps, totals: { recordedMs: totals.recordedMs } });
    expect(Object.keys(sums)).not.toContain('person');
  });
});

describe('a search', () => {
  it('finds words in any case and without their accents, newest first, near spans as one', async () => {
    const { employee } = await history();
    const { hits, days, isCut, skipped } = await search(employee, 'UBERSICHT');
    expect(hits.map(({ day, kind, text, start, end }) => [day, kind, text, end - start])).toEqual([
      [tuesday, 'title', `Übersicht ${tuesday}`, 3 * minute],
      [monday, 'title', `Übersicht ${monday}`, 3 * minute],
    ]);
    expect([days, isCut, skipped]).toEqual([2, false, []]);
  });

  it('looks at the days that were asked for', async () => {
    const { employee } = await history();
    expect((await search(employee, 'übersicht', tuesday, tuesday)).hits.map(({ day }) => day)).toEqual([tuesday]);
    expect(await search(employee, 'übersicht', today, monday)).toMatchObject({ hits: [], days: 0 });
  });

  it('finds what the person wrote themselves', async () => {
    const { employee } = await history();
    const entry = {
      start: noon - 2 * minute,
      end: noon,
      label: 'Dentist',
      category: null,
      note: 'Café',
      isCall: false,
    };
    unwrap(await employee.service.addTime(entry));
    expect((await search(employee, 'cafe')).hits).toMatchObject([{ kind: 'entry', text: 'Dentist · Café' }]);
  });

  it('says which days could not be opened, and searches the others', async () => {
    const { employee, folder, restart } = await history();
    await employee.close();
    rmSync(join(folder, 'objects', monday, 'days.key.age'));
    const again = await restart();
    const { hits, days, skipped } = await search(again, 'übersicht');
    expect(hits.map(({ day }) => day)).toEqual([tuesday]);
    expect([days, skipped.map(({ day, problem }) => [day, problem.code])]).toEqual([1, [[monday, expect.any(String)]]]);
  });

  it('stops at two hundred, and says so', async () => {
    const { employee, agent } = await history();
    const records = Array.from({ length: 201 }, (_, index) => ({
      kind: 'window' as const,
      start: noon - 1000 + index,
      end: noon - 999 + index,
      appId: 'a',
      appName: 'A',
      title: `Ticket ${index}`,
      site: null,
      withheld: null,
    }));
    unwrap(await agent.keeper.keep(today, records, noon));
    const { hits, isCut } = await search(employee, 'ticket');
    expect([hits.length, isCut, hits[0]?.text]).toEqual([200, true, 'Ticket 200']);
  });
});

describe('the health of recording', () => {
  it('tells of each sensor what needs it, whether it works, and when it last delivered', async () => {
    const { employee, platform, time, folder } = await history();
    unwrap(await agreeOnPage(employee, ['apps']));
    platform.focus('something');
    time.now += 1000;
    const health = unwrap(await employee.service.health({}));
    expect(health.sensors.find(({ sensor }) => sensor === 'active-window')).toEqual({
      sensor: 'active-window',
      ok: true,
      reason: null,
      needs: ['apps', 'titles', 'websites'],
      lastAt: time.now,
    });
    expect(health.sensors.find(({ sensor }) => sensor === 'screen')).toMatchObject({
      needs: ['screenshots'],
      lastAt: null,
    });
    expect(health).toMatchObject({
      silentSince: null,
      platform: 'fake',
      appVersion: '1',
      vault: { folder, days: 3 },
      storage: { host: 'bucket.example', bucket: 'plainsight', credential: 'of-link' },
    });
    expect(health.vault.bytes).toBeGreaterThan(1000);
  });

  it('remembers over a restart when a sensor last delivered', async () => {
    const { employee, restart } = await history();
    await employee.close();
    const again = await restart();
    unwrap(await agreeOnPage(again, ['apps']));
    const { sensors } = unwrap(await again.service.health({}));
    expect(sensors.find(({ sensor }) => sensor === 'active-window')?.lastAt).toBe(noon - 24 * 60 * minute + 3 * minute);
  });
});
