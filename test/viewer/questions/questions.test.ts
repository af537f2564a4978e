import { beforeEach, describe, expect, it } from 'vitest';
import type { PlacedQuestion } from '../../../core/day/questions.ts';
import type { DeviceStatus } from '../../../core/day/summary.ts';
import { viewerIdSchema } from '../../../core/ids.ts';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import type { Reply } from '../../../core/organisation/answer.ts';
import { unwrap } from '../../../core/result.ts';
import { openQuestionSchema } from '../../../ipc/manager-questions.ts';
import { OpenDays } from '../../../viewer/day/open-days.ts';
import { questionCalls } from '../../../viewer/questions/questions.ts';
import { isOfDays } from '../../fixtures/day/day-place.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { refused, unreachable } from '../../fixtures/memory-store.ts';
import { dayAt, deviceId, FakeViewer } from '../../fixtures/organisation/fake-viewers.ts';
import { codeOf } from '../reports/reports-fixture.ts';

let viewer: FakeViewer;
let calls: ReturnType<typeof questionCalls>;
let personOne: DirectoryPerson;
let personTwo: DirectoryPerson;
const day = dayAt('2026-06-12');

const question = (number: number, change: Partial<PlacedQuestion> = {}): PlacedQuestion => ({
  ...{ id: recordId(number), at: number, receipt: recordId(900 + number), viewerName: 'Viewer', look: 'day' },
  ...{ viewer: viewerIdSchema.parse('v'.repeat(26)), lookedAt: number, day, to: day, reason: 'hours', on: day },
  ...{ text: `Question ${number}`, ...change },
});
const latest = (person: DirectoryPerson, device: number, questions: PlacedQuestion[]): DeviceStatus => ({
  ...{ format: 'plainsight-latest/1', person: person.person, device: deviceId(device), at: 1, day, zone: 'UTC' },
  ...{ first: 1, last: 2, recordedMs: 3, stateMs: { active: 3 }, waiting: [], questions },
});
const reply = (person: DirectoryPerson, number: number, change: Partial<Reply> = {}): Reply => ({
  ...{ person: person.person, request: recordId(number), day, at: 9, viewer: 'V', text: 'Because.', ...change },
});
const list = () => calls.questions({});
const texts = async () => unwrap(await list()).questions.map(({ text }) => text);

beforeEach(() => {
  viewer = new FakeViewer();
  calls = questionCalls(viewer, new OpenDays());
  personOne = viewer.add(1, {}, [1, 11]);
  personTwo = viewer.add(2);
});

describe('questions that nobody has replied to', () => {
  it('are everybody’s, of all devices, oldest first, after a receipt of presence', async () => {
    viewer.keepLatest(personOne, latest(personOne, 1, [question(3)]));
    viewer.keepLatest(personOne, latest(personOne, 11, [question(1)]));
    viewer.keepLatest(personTwo, latest(personTwo, 2, [question(2)]));
    const { questions, unread } = unwrap(await list());
    expect(questions.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'Person 1: Question 1',
      'Person 2: Question 2',
      'Person 1: Question 3',
    ]);
    expect(unread).toEqual([]);
    for (const each of questions) expect(openQuestionSchema.parse(each)).toEqual(each);
    expect(viewer.looks.map(({ look }) => look)).toEqual(['presence', 'presence']);
    expect(viewer.asked().some((call) => isOfDays(call))).toBe(false);
  });

  it('leave no receipt and ask for no answers where there is none', async () => {
    viewer.keepLatest(personOne, latest(personOne, 1, []));
    unwrap(await list());
    expect(viewer.looks).toEqual([]);
    expect(viewer.asked().some((call) => call.includes('/requests/'))).toBe(false);
  });

  it('are of days only that the viewer may open, and none with a reply that names its day', async () => {
    viewer.people[0] = { ...personOne, spans: [{ from: day, to: null }] };
    const elsewhere = dayAt('2026-06-11');
    const asked = [question(1, { on: elsewhere }), question(2), question(3), question(4)];
    viewer.keepLatest(personOne, latest(personOne, 1, asked));
    viewer.keepAnswer(reply(personOne, 2), 2);
    viewer.keepAnswer(reply(personOne, 3, { day: elsewhere }), 3);
    expect(await texts()).toEqual(['Question 3', 'Question 4']);
  });

  it('name of whom they cannot be told, and are no empty list where nothing can be', async () => {
    viewer.keepLatest(personOne, latest(personOne, 1, [question(1)]));
    viewer.keepLatest(personTwo, latest(personTwo, 2, [question(2)]));
    viewer.store.refuse = (_, key) => (key.includes(`${personOne.person}/latest/`) ? refused : null);
    const { questions, unread } = unwrap(await list());
    expect([questions.map(({ text }) => text), unread.map(({ name }) => name)]).toEqual([['Question 2'], ['Person 1']]);
    viewer.store.refuse = () => unreachable;
    expect(codeOf(await list())).toBe('store-unreachable');
  });

  it('tell nobody’s name where a receipt cannot be written', async () => {
    viewer.keepLatest(personOne, latest(personOne, 1, [question(1)]));
    viewer.store.refuse = (verb) => (verb === 'put' ? unreachable : null);
    const answer = await list();
    expect(codeOf(answer)).toBe('receipt-refused');
    expect(JSON.stringify(answer)).not.toMatch(/Person \d|Question \d/);
  });
});

it('only a question that was listed, and is that person’s, is replied to', async () => {
  viewer.keepLatest(personOne, latest(personOne, 1, [question(1)]));
  const given = { person: personOne.person, question: recordId(1), text: 'Because.' };
  expect(codeOf(await calls.replyToQuestion(given))).toBe('question-unknown');
  unwrap(await list());
  expect(codeOf(await calls.replyToQuestion({ ...given, person: personTwo.person }))).toBe('question-unknown');
  expect(codeOf(await calls.replyToQuestion({ ...given, question: recordId(2) }))).toBe('question-unknown');
  expect(unwrap(await calls.replyToQuestion(given))).toMatchObject({ request: recordId(1), day, text: 'Because.' });
});
