import { readJson } from '../../core/json.ts';
import type { Language } from '../../core/language.ts';
import {
  pauseLeadMs,
  type Reminder,
  remindersDue,
  type ToldReminders,
  toldAtStart,
  toldRemindersSchema,
} from '../../core/reminders/reminders.ts';
import { dayOf, minuteMs, zoneSchema } from '../../core/time/calendar.ts';
import { durationWords } from '../../core/time/duration-text.ts';
import { localText } from '../../core/time/local-time.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract, EmployeeStatus } from '../../ipc/employee.ts';
import { t } from '../../messages/define.ts';
import { remindersMessages as messages } from '../../messages/shell/reminders.ts';

type ReminderPage = 'today' | 'consent' | 'access-log';

export interface ReminderHost {
  readonly employee: {
    readonly service: Pick<Service<EmployeeContract>, 'status' | 'daySums' | 'newLooks' | 'questions'>;
  };
  /** What was told, from one run to the next. */
  readonly memory: ReminderMemory;
  /** Shows a notice of the system. */
  readonly tell: (notice: { readonly title: string; readonly body: string; readonly onChosen?: () => void }) => void;
  readonly openPage: (page: ReminderPage) => void;
  /** The system's language. */
  readonly language: Language;
  /** Calls back again and again; answers how that ends. */
  readonly every: (ms: number, tick: () => void) => () => void;
}

/** Keeps a text; null where there is none. What cannot be kept is told once more after a start. */
export interface ReminderMemory {
  read(): string | null;
  write(text: string): void;
}

const fact = 'reminders-told';

/** Where a vault keeps small facts. */
interface Facts {
  fact(name: string): string | null;
  setFact(name: string, value: string): unknown;
}

/** In the vault of the running agent. */
export function memoryIn(vault: () => Facts | null): ReminderMemory {
  return {
    read: () => vault()?.fact(fact) ?? null,
    write: (text) => void vault()?.setFact(fact, text),
  };
}

/** The lead of a pause's end is a few of these. */
const tickMs = 20_000;
/** How often the bucket is asked for replies, while there is a question. */
const repliesEveryMs = 15 * minuteMs;

function keptIn(memory: ReminderMemory): ToldReminders | null {
  const read = toldRemindersSchema.safeParse(readJson(memory.read() ?? ''));
  return read.success ? read.data : null;
}

/**
 * Reminds the person by the system's notices of what they asked to be reminded of. A notice holds counts and times
 * and nothing that was captured: where a desktop draws it itself, it can be on a picture. Answers how to stop.
 */
export function watchReminders(host: ReminderHost): () => void {
  const { service } = host.employee;
  let told: ToldReminders | null = null;
  /** Null: the bucket has not said in this run. */
  let replies: readonly string[] | null = null;
  let repliesAt: number | null = null;
  let isStopped = false;
  let looking: Promise<void> = Promise.resolve();
  let isQueued = false;

  async function look(): Promise<void> {
    const answer = await service.status({}).catch(() => null);
    if (isStopped || !answer?.ok || answer.value.phase !== 'ready') return;
    const status = answer.value;
    const before = told ?? keptIn(host.memory);
    if (repliesAt === null || Math.abs(status.now - repliesAt) >= repliesEveryMs) {
      repliesAt = status.now;
      replies = await newReplies();
    }
    const terms = status.purposes.filter(({ state }) => state === 'changed' || state === 'unread');
    // While they are not known, those that were told of are not forgotten.
    const known = replies ?? before?.needs.filter((each) => each.startsWith('reply ')) ?? [];
    const needs = [...terms.map(({ purpose, notice }) => `terms ${purpose} ${notice}`), ...known];
    const isAway = status.purposes.some(({ because }) => because === 'locked' || because === 'suspended');
    const facts = { now: status.now, zone: status.zone, isAway, pause: status.pause, needs };
    const found = remindersDue(status.reminders, facts, told ?? toldAtStart(status.reminders, facts, before));
    // Before it is told: a crash then leaves a notice out, and no start tells it again and again.
    if (JSON.stringify(found.told) !== JSON.stringify(before)) host.memory.write(JSON.stringify(found.told));
    told = found.told;
    for (const each of found.due) await remind(each, status, terms.length > 0);
  }

  async function newReplies(): Promise<readonly string[] | null> {
    const asked = await service.questions({}).catch(() => null);
    if (!asked?.ok || asked.value.problem !== null) return replies;
    const replied = asked.value.questions.filter((each) => each.replies.length > each.seen);
    return replied.map(({ id, replies: all }) => `reply ${id} ${all.length}`);
  }

  async function remind(what: Reminder, status: EmployeeStatus, hasTerms: boolean): Promise<void> {
    const language = status.language ?? host.language;
    const say = (key: Parameters<typeof t<keyof typeof messages.en>>[2], values = {}) =>
      t(messages, language, key, values);
    const tell = (title: string, body: string, page: ReminderPage) => {
      if (!isStopped) host.tell({ title, body, onChosen: () => host.openPage(page) });
    };
    if (what === 'pause-end') {
      const left = (status.pause?.until ?? status.now) - status.now;
      const minutes = Math.max(1, Math.ceil(Math.min(left, pauseLeadMs) / minuteMs));
      return tell(say('pause-title', { minutes }), say('pause-body'), 'today');
    }
    if (what === 'needs-you') {
      const body = [hasTerms ? say('terms') : '', (replies ?? []).length > 0 ? say('replies') : ''];
      return tell(
        say('needs-title'),
        body.filter((part) => part !== '').join(' '),
        hasTerms ? 'consent' : 'access-log',
      );
    }
    const day = dayOf(status.now, zoneSchema.parse(status.zone));
    const sums = await service.daySums({ day }).catch(() => null);
    // A day of which nothing is known has no summary.
    if (!sums?.ok || sums.value.totals.recordedMs === 0) return;
    const { recordedMs, stateMs } = sums.value.totals;
    const calls = stateMs.call ?? 0;
    const values = { recorded: durationWords(recordedMs), calls: durationWords(calls) };
    const looks = await service.newLooks({ ask: 'known' }).catch(() => null);
    const count = looks?.ok === true ? looks.value.count : 0;
    const body = [say(calls > 0 ? 'recorded-calls' : 'recorded', values), count > 0 ? say('looks', { count }) : ''];
    const time = localText(status.now, status.zone).slice(11, 16);
    tell(say('evening-title', { time }), body.filter((part) => part !== '').join(' '), 'today');
  }

  /** One look at a time; what comes meanwhile is one more. */
  const due = (): void => {
    if (isQueued || isStopped) return;
    isQueued = true;
    looking = looking.then(() => {
      isQueued = false;
      return isStopped ? undefined : look();
    });
  };
  // Not at every change: while somebody works there are many a minute, and none of these is in a hurry.
  const stop = host.every(tickMs, due);
  due();
  return () => {
    isStopped = true;
    stop();
  };
}
