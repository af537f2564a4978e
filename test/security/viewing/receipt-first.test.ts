import { beforeEach, describe, expect, it } from 'vitest';
import { deviceStatusKey, recordClasses, viewsFolder } from '../../../bucket/layout.ts';
import { weekOf } from '../../../core/time/iso-week.ts';
import { monthOf } from '../../../core/time/month.ts';
import { clientOf, dispatch } from '../../../ipc/contract.ts';
import { managerContract } from '../../../ipc/manager.ts';
import { sealTo } from '../../../seal/age.ts';
import { signDocument } from '../../../seal/signing.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { madeDay, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore, refused } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const title = 'window 0';
const label = 'A meeting that waits for an answer';
const question = 'What was the look for?';
const reason = 'to see';
const span = { from: madeDay, to: madeDay };

let store: MemoryStore;
let office: Office;
let file: ViewerFile;

beforeEach(async () => {
  store = new MemoryStore();
  office = await openOffice(store);
  file = await parsedViewerFile(office);
  const { person, device, employee, signing } = await makeDevice(store, office);
  await makeDay(store, office, { person, device, employee, signing });
  const said = {
    id: recordId(1),
    request: recordId(1),
    at: 5,
    start: 1,
    end: 2,
    source: 'manual',
    label,
    category: null,
  };
  const waiting = [{ ...said, note: null, isCall: false, isTakenBack: false, needsApproval: true, day: madeDay }];
  const look = { look: 'day', lookedAt: 4, day: madeDay, to: madeDay, reason, on: madeDay };
  const by = { viewer: office.viewer.certificate.viewer, viewerName: 'Viewer', receipt: recordId(3) };
  const questions = [{ id: recordId(2), at: 5, ...look, ...by, text: question }];
  const sums = { first: 1, last: 2, recordedMs: 3, stateMs: { active: 3 }, waiting, questions };
  const latest = { format: 'plainsight-latest/1', person, device, at: 5, day: madeDay, zone: 'UTC', ...sums };
  const to = [employee.recipient, office.viewer.certificate.recipient];
  store.objects.set(deviceStatusKey('', person, device), await sealTo(to, signDocument(latest, signing.privateKey)));
});

/** Every call of the contract, in an order in which each could tell the most. Null: it is about no person. */
const calls = (): Record<keyof typeof managerContract.calls, object | null> => {
  const { person } = office.card;
  const day = { person, day: madeDay };
  const device = 'd'.repeat(26);
  return {
    ...{ status: null, unlock: null, lock: null, setStay: null, touch: null, people: {}, teams: {} },
    presence: { people: [person] },
    days: { person },
    openDay: { ...day, reason },
    checkDay: day,
    sheet: { ...day, device, name: 'sheets/000000.webp.age' },
    picture: { ...day, device, id: '0'.repeat(26) },
    answers: { person },
    answer: { person, request: recordId(1), approved: true, note: '' },
    period: { person, ...span, reason },
    waiting: {},
    questions: {},
    replyToQuestion: { person, question: recordId(2), text: 'Because.' },
    startTeamReport: { team: 'Team', weeks: 2, reason },
    readTeamReport: { report: 'x' },
    startSearch: { people: [person], ...span, text: 'window', reason },
    searchMonth: { search: 'x', person, month: monthOf(madeDay) },
    searchDay: { search: 'x', ...day },
    exportView: { what: { kind: 'day', ...day }, format: 'json' },
    timesheets: {},
    openTimesheet: { person, device, week: weekOf(madeDay) },
    answerTimesheet: { ref: recordId(1), approved: true, note: '' },
    exportTimesheet: { ref: recordId(1), format: 'csv' },
  };
};

/** What a receipt comes before, by the keys of what is read. */
const readsOfPeople = new RegExp(`(^|/)(${[...recordClasses, 'requests'].join('|')})/`);

async function askEverything() {
  const manager = openManagerOver(store, file, office);
  const client = clientOf(managerContract, (call, args) => dispatch(managerContract, manager.service, call, args));
  const told = new Map<string, string>();
  for (const [call, args] of Object.entries(calls())) {
    if (args === null) continue;
    const ask = client[call as keyof typeof client] as (args: unknown) => Promise<unknown>;
    told.set(call, JSON.stringify(await ask(args)));
  }
  manager.close();
  return told;
}

describe('what the manager’s pages tell of a person', () => {
  it('is nothing at all where no receipt can be written', async () => {
    store.refuse = (verb) => (verb === 'put' ? refused : null);
    const reads = () => store.calls.filter(({ verb, key }) => verb !== 'put' && readsOfPeople.test(key));
    const told = await askEverything();
    // Whom it names are those of whom something waits.
    for (const list of ['waiting', 'questions']) expect(told.get(list)).not.toContain(office.card.person);
    for (const [call, answer] of told) {
      // The day that was asked for may stand in no answer, nor that it is empty; nor anything that only its records tell.
      for (const datum of [madeDay, title, label, question, 'day-empty', '"stateMs"', '"uploadedAt":5'])
        expect(answer, call).not.toContain(datum);
    }
    expect(reads()).toEqual([]);
  });

  it('is there once receipts can be written, so that the walk above asks what would tell', async () => {
    const told = await askEverything();
    expect(told.get('days')).toContain(madeDay);
    expect(told.get('openDay')).toContain(title);
    expect(told.get('waiting')).toContain(label);
    expect(told.get('questions')).toContain(question);
    expect(told.get('presence')).toContain('"uploadedAt":5');
    expect(told.get('startSearch')).toContain(madeDay);
  });

  it('an empty day is told after its receipt, and lists cost one receipt for each day that they tell of', async () => {
    const manager = openManagerOver(store, file, office);
    const { person } = office.card;
    const receipts = () => [...store.objects.keys()].filter((key) => key.startsWith(viewsFolder('', person))).length;
    await manager.service.days({ person });
    await manager.service.days({ person });
    await manager.service.presence({ people: [person] });
    await manager.service.waiting({});
    // Today's, and that of the newest day there is.
    expect(receipts()).toBe(2);
    const empty = await manager.service.openDay({ person, day: '2026-06-09' as typeof madeDay, reason });
    expect(empty.ok ? 'ok' : empty.problem.code).toBe('day-empty');
    expect(receipts()).toBe(3);
    manager.close();
  });
});
