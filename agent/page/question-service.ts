import { z } from 'zod';
import type { AnswersReader } from '../../bucket/answers.ts';
import type { QuestionRecord } from '../../core/day/activity.ts';
import { type PlacedQuestion, questionDayOf, questionsOf, repliesTo } from '../../core/day/questions.ts';
import { type Day, daySchema, type RecordId, recordIdSchema, viewerIdSchema } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { hourMs } from '../../core/time/calendar.ts';
import { Turns } from '../../core/turns.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { LookId } from '../../ipc/employee-access-log.ts';
import { randomId } from '../../seal/random-id.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { AccessKeeper } from '../policy/access-keeper.ts';
import type { StaysHere } from '../policy/stays-here.ts';
import type { Vault } from '../vault/vault.ts';
import type { AccessLogReader } from './access-log.ts';
import { type RecordsPort, recordsOf } from './known-days.ts';
import { type DeliveryPort, deliveryOf } from './question-delivery.ts';

type QuestionCalls = Pick<Service<EmployeeContract>, 'askAboutLook' | 'questions' | 'seeReplies'>;

export interface QuestionPort extends RecordsPort {
  readonly keeper: RecordsPort['keeper'] & Pick<DayKeeper, 'keepEntry'>;
  readonly conductor: RecordsPort['conductor'] & Pick<Conductor, 'advance'>;
  readonly access: Pick<AccessKeeper, 'current'>;
  readonly vault: Pick<Vault, 'fact' | 'setFact'> & DeliveryPort['vault'];
  readonly idle: DeliveryPort['idle'];
  readonly organisation: DeliveryPort['organisation'];
  readonly staysHere: Pick<StaysHere, 'keeps'>;
}

/** What others left with the person in the bucket. */
interface LeftWords {
  readonly looks: () => Pick<AccessLogReader, 'look'>;
  readonly answers: Pick<AnswersReader, 'read'>;
}

/** Which looks were asked about and where the question stands. What it says is sealed in its day. */
const fact = 'questions';
const askedSchema = z.array(
  z.object({
    id: recordIdSchema,
    receipt: recordIdSchema,
    /** Whose receipt: another viewer can give one of theirs the same id, which they read in the question. */
    by: viewerIdSchema,
    on: daySchema,
    at: z.number(),
    seen: z.number().default(0),
  }),
);
type Asked = z.infer<typeof askedSchema>[number];

const mostKept = 500;
const mostADay = 20;

/**
 * The person's questions about looks. To ask is their own act: neither a purpose nor a pause stands
 * in its way.
 */
export function questionService(port: QuestionPort, { looks, answers }: LeftWords): QuestionCalls {
  const { vault, keeper, conductor, clock } = port;
  const turns = new Turns();

  async function ask(id: LookId, text: string): Promise<Result<{ id: RecordId }>> {
    const look = await looks().look(id);
    if (look === null) return fail(problem('look-unknown'));
    const now = clock.now();
    const known = askedIn(vault);
    const earlier = known.find(({ receipt, by }) => receipt === look.id && by === look.by);
    if (earlier !== undefined && (await mayStand(earlier))) return fail(problem('question-asked'));
    // A clock that was set back makes nobody wait longer than a day.
    if (known.filter(({ at }) => Math.abs(now - at) < 24 * hourMs).length >= mostADay)
      return fail(problem('questions-too-many', { most: mostADay }));
    const about = { viewer: look.by, day: look.day, to: look.to };
    const on = questionDayOf(about, keeper.dayOf(now), port.access.current);
    if (on === null) return fail(problem('question-nobody'));
    // A question leaves with its day: in one that stays here nobody would read it.
    if (port.staysHere.keeps(on)) return fail(problem('question-stays'));
    // Of those of long ago the list knows no more: their days still do.
    const before = await inDay(on, () => true);
    if (earlier === undefined && before.some((each) => each.receipt === look.id && each.viewer === look.by))
      return fail(problem('question-asked'));
    const record: QuestionRecord = {
      kind: 'question',
      ...{ id: randomId(recordIdSchema), at: now, receipt: look.id, ...about },
      ...{ viewerName: look.viewer, look: look.look, lookedAt: look.at, reason: look.reason, text },
    };
    // Noted first: a question that left and is not known here could be asked twice.
    const noted = note([
      ...known.filter((each) => each !== earlier),
      { id: record.id, receipt: look.id, by: look.by, on, at: now, seen: 0 },
    ]);
    if (!noted.ok) return noted;
    const kept = await keeper.keepEntry(on, record, now, now);
    if (!kept.ok) {
      // What was seen meanwhile stays seen.
      note(askedIn(vault).filter((each) => each.id !== record.id));
      return kept;
    }
    // A day that is over is not waited for: nothing else would come to send it on.
    if (on < keeper.dayOf(now)) await conductor.advance();
    return ok({ id: record.id });
  }

  const note = (asked: readonly Asked[]): Result<void> => vault.setFact(fact, JSON.stringify(asked.slice(-mostKept)));

  /** Whether the question stands in its day, as far as that can be read; not where the disk never took it. */
  async function mayStand({ id, on }: Asked): Promise<boolean> {
    const records = await recordsOf(port, on);
    return !records.ok || questionsOf(records.value).some((question) => question.id === id);
  }

  async function inDay(on: Day, isWanted: (id: RecordId) => boolean): Promise<PlacedQuestion[]> {
    const records = await recordsOf(port, on);
    const questions = records.ok ? questionsOf(records.value) : [];
    return questions.filter(({ id }) => isWanted(id)).map((question) => ({ ...question, on }));
  }

  return {
    askAboutLook: ({ look, text }) => turns.take(() => ask(look, text)),
    questions: async () => {
      const known = askedIn(vault);
      const ids = new Set(known.map(({ id }) => id));
      const days = [...new Set(known.map(({ on }) => on))];
      const found: PlacedQuestion[] = [];
      for (const day of days) found.push(...(await inDay(day, (id) => ids.has(id))));
      const read = found.length === 0 ? null : await answers.read();
      const replies = read?.ok === true ? read.value.replies : [];
      return ok({
        questions: found
          .map((question) => ({
            ...question,
            delivery: deliveryOf(port, question),
            replies: repliesTo(question, replies),
            seen: known.find(({ id }) => id === question.id)?.seen ?? 0,
          }))
          .toSorted((a, b) => b.at - a.at),
        isWhole: known.length < mostKept,
        problem: read?.ok === false ? read.problem : null,
      });
    },
    seeReplies: async ({ question, seen }) => {
      const changed = askedIn(vault).map((each) => (each.id === question ? { ...each, seen } : each));
      const noted = note(changed);
      return noted.ok ? ok(null) : noted;
    },
  };
}

function askedIn(vault: Pick<Vault, 'fact'>): readonly Asked[] {
  const read = askedSchema.safeParse(readJson(vault.fact(fact) ?? '[]'));
  return read.success ? read.data : [];
}
