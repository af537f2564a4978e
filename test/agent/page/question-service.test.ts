import { describe, expect, it, vi } from 'vitest';
import { accessKey } from '../../../bucket/layout.ts';
import { daySchema } from '../../../core/ids.ts';
import type { RecordingSettings } from '../../../core/organisation/organisation.ts';
import type { ViewReceipt } from '../../../core/organisation/view-receipt.ts';
import { problem } from '../../../core/problem.ts';
import { fail, unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { dispatch } from '../../../ipc/contract.ts';
import { employeeContract } from '../../../ipc/employee.ts';
import { newViewer } from '../../../org/viewers.ts';
import { keyPairOf, sealTo } from '../../../seal/age.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { unreachable } from '../../fixtures/memory-store.ts';
import { receiptBy, receiptKey } from '../../fixtures/organisation/receipts.ts';

const noon = Date.parse('2026-06-03T12:00:00Z');
const yesterday = daySchema.parse('2026-06-02');
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

/** A person of whom receipts of looks lie in the bucket. */
async function lookedAt(settings: Partial<RecordingSettings> = {}) {
  const workplace = await newWorkplace({ holdMs: 0, ...settings });
  const { office, store } = workplace;
  const time = { now: noon };
  const employee = await workplace.start({ clock: { now: () => time.now } });
  const { keys } = agentOf(employee).options;
  const { recipient } = await keyPairOf(keys.identity);
  const leave = async (change: Partial<ViewReceipt> = {}, by = office.viewer) => {
    const about = { day: yesterday, to: yesterday, reason: 'check-in', ...change };
    const content = receiptBy(by, office.keys.signing.privateKey, office.card.person, about);
    const key = receiptKey('', office.card.person, by, content);
    store.objects.set(key, await sealTo([recipient], content));
    store.modifiedAt.set(key, about.at ?? noon);
  };
  const fresh = async (ask: 'again' | 'known' = 'again') => unwrap(await employee.service.newLooks({ ask }));
  return { ...workplace, employee, service: employee.service, time, leave, fresh };
}

const idOf = ({ id, by }: { id: ViewReceipt['id']; by: ViewReceipt['viewer'] }) => ({ id, by });

describe('looks that the person was not shown', () => {
  it('are counted until they were, on this computer and in a later run too; the list of people is none', async () => {
    const { service, leave, fresh, start, employee } = await lookedAt();
    expect(await fresh()).toMatchObject({ count: 0, looks: [] });
    for (const at of [1, 2, 3, 4]) await leave({ at: noon + at });
    await leave({ look: 'presence', reason: '' });
    const { count, looks } = await fresh();
    expect([count, looks.map(({ at }) => at - noon)]).toEqual([4, [4, 3, 2]]);
    expect(looks[0]).toMatchObject({ viewer: 'Viewer', reason: 'check-in', isSeen: false, look: 'day' });
    unwrap(await service.seeLooks({ looks: looks.map(idOf) }));
    expect(await fresh('known')).toMatchObject({ count: 1, looks: [{ at: noon + 1 }] });
    const all = unwrap(
      await service.accessLog({ ask: 'known', filter: { look: 'looks', viewer: null, day: null }, after: null }),
    );
    expect(all.entries.map(({ isSeen }) => isSeen)).toEqual([true, true, true, false]);
    await employee.close();
    const later = await start({ clock: { now: () => noon } });
    expect(unwrap(await later.service.newLooks({ ask: 'known' }))).toMatchObject({ count: 1 });
  });

  it('are what was known where the bucket does not answer', async () => {
    const { leave, fresh, store } = await lookedAt();
    await leave();
    await fresh();
    store.refuse = (verb) => (verb === 'list' ? unreachable : null);
    expect(await fresh()).toMatchObject({ count: 1, problem: { code: 'views-unreadable' } });
  });
});

describe('a question about a look', () => {
  async function asking(settings: Partial<RecordingSettings> = {}) {
    const scene = await lookedAt(settings);
    await scene.leave({ look: 'search', detail: 'invoice' });
    const [look] = (await scene.fresh()).looks;
    if (look === undefined) throw new Error('no look');
    return { ...scene, look, ask: (text = 'What for?') => scene.service.askAboutLook({ look: idOf(look), text }) };
  }

  it('stands in the records of the day that was looked at, without what was searched for', async () => {
    const { ask, service, employee, look } = await asking();
    const { id } = unwrap(await ask());
    const { questions, problem } = unwrap(await service.questions({}));
    expect(questions).toMatchObject([
      { id, receipt: look.id, viewer: look.by, viewerName: 'Viewer', reason: 'check-in', text: 'What for?' },
    ]);
    expect([questions[0]?.on, questions[0]?.replies, problem]).toEqual([yesterday, [], null]);
    const records = unwrap(await service.records({ day: yesterday }));
    expect(records.filter(({ kind }) => kind === 'question')).toHaveLength(1);
    expect(JSON.stringify(records)).not.toContain('invoice');
    // The row of facts tells which looks were asked about, and nothing that was written.
    expect(agentOf(employee).options.vault.fact('questions')).not.toContain('What for?');
  });

  it('takes nothing that is on hold along, and waits behind it', async () => {
    const { ask, employee, store, time, look } = await asking();
    const { keeper, uploader, conductor } = agentOf(employee);
    const state = { kind: 'state', start: noon - 25 * hourMs, end: noon - 24 * hourMs, state: 'active' } as const;
    unwrap(await keeper.keep(yesterday, [{ ...state, reason: null }], noon, noon + hourMs));
    unwrap(await ask());
    const left = () =>
      [...store.objects.keys()].filter((key) => key.includes(`/${yesterday}/`) && key.includes('activity/')).length;
    await conductor.advance();
    await uploader.flush();
    expect([left(), look.day]).toEqual([0, yesterday]);
    time.now += hourMs;
    await conductor.advance();
    await uploader.flush();
    expect(left()).toBeGreaterThan(0);
  });

  it('says when it leaves, that it is on its way, and since when it is with those who may read it', async () => {
    const { ask, employee, service, store, time } = await asking();
    const { keeper, uploader, conductor } = agentOf(employee);
    const state = { kind: 'state', start: noon - 25 * hourMs, end: noon - 24 * hourMs, state: 'active' } as const;
    unwrap(await keeper.keep(yesterday, [{ ...state, reason: null }], noon, noon + hourMs));
    unwrap(await ask());
    const delivery = async () => unwrap(await service.questions({})).questions[0]?.delivery;
    expect(await delivery()).toEqual({ at: 'here', leavesAt: noon + hourMs });
    time.now += hourMs;
    store.refuse = (verb) => (verb === 'put' ? unreachable : null);
    await conductor.advance();
    await uploader.flush();
    expect(await delivery()).toEqual({ at: 'leaving' });
    store.refuse = () => null;
    time.now += hourMs;
    await uploader.flush();
    expect(await delivery()).toEqual({ at: 'there', since: time.now });
  });

  it('about today waits for the day’s next segment, and for the answer about idle time', async () => {
    const { leave, fresh, service, employee, time } = await lookedAt();
    const today = daySchema.parse('2026-06-03');
    await leave({ day: today, to: today });
    const [look] = (await fresh()).looks;
    const agent = agentOf(employee);
    const { segmentMs } = agent.organisation.current.settings;
    unwrap(await service.askAboutLook({ look: idOf(look ?? ('' as never)), text: 'Why?' }));
    const delivery = async () => unwrap(await service.questions({})).questions[0]?.delivery;
    expect(await delivery()).toEqual({ at: 'here', leavesAt: noon + segmentMs });
    const heldFrom = vi.spyOn(agent.idle, 'heldFrom').mockReturnValue(noon - minuteMs);
    expect(await delivery()).toEqual({ at: 'here', leavesAt: null });
    heldFrom.mockRestore();
    time.now += segmentMs;
    await agent.conductor.advance();
    await agent.uploader.flush();
    expect(await delivery()).toEqual({ at: 'there', since: time.now });
  });

  it('of which the list knows no more is asked about once all the same, and the list says that it is not whole', async () => {
    const { ask, service, employee } = await asking();
    unwrap(await ask());
    const { vault } = agentOf(employee).options;
    const of = (each: number) => ({ id: recordId(each), receipt: recordId(each), by: '7'.repeat(26) });
    const others = Array.from({ length: 500 }, (_, each) => ({ ...of(1000 + each), on: yesterday, at: 0, seen: 0 }));
    expect(unwrap(await service.questions({})).isWhole).toBe(true);
    unwrap(vault.setFact('questions', JSON.stringify(others)));
    expect(codeOf(await ask('Once more?'))).toBe('question-asked');
    expect(unwrap(await service.questions({}))).toMatchObject({ questions: [], isWhole: false });
  });

  it('leaves at once, where nothing of its day is on hold', async () => {
    const { ask, employee, store } = await asking({ holdMs: 60 * minuteMs });
    unwrap(await ask());
    await agentOf(employee).uploader.flush();
    expect([...store.objects.keys()].some((key) => key.includes(`/${yesterday}/`) && key.includes('activity/'))).toBe(
      true,
    );
  });

  it('is asked once a look', async () => {
    const { ask, look, service } = await asking();
    const both = await Promise.all([ask(), ask('Once more?')]);
    expect(both.map(codeOf)).toEqual(['ok', 'question-asked']);
    expect(codeOf(await service.askAboutLook({ look: idOf(look), text: 'Later?' }))).toBe('question-asked');
    expect(unwrap(await service.questions({})).questions).toHaveLength(1);
  });

  it('is of that viewer’s look alone: another’s receipt with the same id can be asked about too', async () => {
    const { ask, look, service, leave, fresh, office } = await asking();
    unwrap(await ask());
    // Whoever may open the day reads in the question which receipt it is about.
    await leave({ id: look.id }, await newViewer(office.keys, 'Other', 1));
    const other = (await fresh()).looks.find(({ viewer }) => viewer === 'Other');
    if (other === undefined) throw new Error('no look');
    expect(codeOf(await service.askAboutLook({ look: idOf(other), text: 'And you?' }))).toBe('ok');
    expect(
      unwrap(await service.questions({}))
        .questions.map(({ text }) => text)
        .sort(),
    ).toEqual(['And you?', 'What for?']);
  });

  it('is not asked twice where its day cannot be read for now', async () => {
    const { ask, employee } = await asking();
    unwrap(await ask());
    const { keeper } = agentOf(employee);
    const damaged = vi
      .spyOn(keeper, 'records')
      .mockResolvedValue(fail(problem('vault-unreadable', { part: 'journal' })));
    expect(codeOf(await ask())).toBe('question-asked');
    damaged.mockRestore();
  });

  it('can be asked again where the disk took nothing of it', async () => {
    const { ask, employee, service } = await asking();
    const { vault } = agentOf(employee).options;
    const full = vi.spyOn(vault, 'appendJournal').mockImplementation(() => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    });
    expect(codeOf(await ask())).toBe('disk-full');
    full.mockRestore();
    expect(unwrap(await service.questions({})).questions).toEqual([]);
    expect(codeOf(await ask())).toBe('ok');
  });

  it('is refused about a look of which no receipt was read here', async () => {
    const { service, look, employee } = await asking();
    for (const unknown of [
      { id: recordId(7), by: look.by },
      { id: look.id, by: 'w'.repeat(26) as typeof look.by },
    ])
      expect(codeOf(await service.askAboutLook({ look: unknown, text: 'Why?' }))).toBe('look-unknown');
    expect(agentOf(employee).options.vault.days()).toEqual([]);
  });

  it.each([
    ['of nothing', ''],
    ['of spaces', ' \n\t '],
    ['of more than 500 characters', 'x'.repeat(501)],
  ])('is refused: %s', async (_, text) => {
    const { service, look } = await asking();
    const answer = await dispatch(employeeContract, service, 'askAboutLook', { look: idOf(look), text });
    expect(codeOf(answer)).toBe('bad-argument');
    expect(unwrap(await service.questions({})).questions).toEqual([]);
  });

  it('is refused where nobody may open that day any more', async () => {
    const { leave, fresh, service, employee } = await lookedAt();
    const { access } = agentOf(employee);
    vi.spyOn(access, 'current', 'get').mockReturnValue({ ...access.current, viewers: [] });
    await leave();
    const [look] = (await fresh()).looks;
    expect(codeOf(await service.askAboutLook({ look: idOf(look ?? ('' as never)), text: 'Why?' }))).toBe(
      'question-nobody',
    );
  });

  it('is one of twenty within a day', async () => {
    const { leave, fresh, service, time } = await lookedAt();
    for (let at = 0; at < 21; at += 1) await leave({ at: noon + at });
    const codes: string[] = [];
    for (let at = 0; at < 21; at += 1) {
      const [look] = (await fresh(at === 0 ? 'again' : 'known')).looks;
      if (look === undefined) throw new Error('no look');
      codes.push(codeOf(await service.askAboutLook({ look: idOf(look), text: 'Why?' })));
      if (at < 20) unwrap(await service.seeLooks({ looks: [idOf(look)] }));
    }
    expect(codes).toEqual([...Array.from({ length: 20 }, () => 'ok'), 'questions-too-many']);
    time.now += 24 * hourMs;
    const [last] = (await fresh('known')).looks;
    expect(codeOf(await service.askAboutLook({ look: idOf(last ?? ('' as never)), text: 'Why?' }))).toBe('ok');
  });

  it('is there without replies, and says so, where the bucket does not answer', async () => {
    const { ask, service, store, office } = await asking();
    unwrap(await ask());
    store.refuse = (verb, key) =>
      verb === 'list' && !key.endsWith(accessKey('', office.card.person)) ? unreachable : null;
    const { questions, problem } = unwrap(await service.questions({}));
    expect([questions.length, problem?.code]).toEqual([1, 'answers-unreadable']);
  });
});
