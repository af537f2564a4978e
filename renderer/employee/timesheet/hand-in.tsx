import { linesOf } from '../../../core/timesheet/week-table.ts';
import type { HandedIn, TimesheetWeek } from '../../../ipc/employee-timesheet.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { countdownText, listText, whenText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tTimesheet as t } from '../messages.ts';
import { LinesTable } from './lines-table.tsx';
import { SaveCopy } from './save-copy.tsx';

interface Props {
  readonly client: EmployeeClient;
  readonly shown: TimesheetWeek;
  readonly person: string;
  readonly organisation: string;
  readonly now: number;
  readonly onDone: () => void;
}

/** What leaves, word for word, who can open it, and the way to hand it in and to take it back. */
export function HandIn({ client, shown, person, organisation, now, onDone }: Props) {
  const mutation = useMutation();
  const { week, handedIn, refusal, rows, isChanged } = shown;
  const [last] = handedIn;
  const isHeld = last !== undefined && last.sentAt === null && now < last.leavesAt;
  const lines = linesOf(rows);
  const run = async (what: Parameters<typeof mutation.run>[0]) => {
    if (await mutation.run(what)) onDone();
  };
  return (
    <Card id="hand-in" className="hand-in" title={t('hand-in-title')}>
      <p className="headline" role="status" data-testid="standing" data-standing={last?.standing ?? 'draft'}>
        {standingText(last, now)}
      </p>
      {last?.answer != null && <AnswerLine handedIn={last} now={now} zone={shown.zone} />}
      {last !== undefined && isChanged && !isHeld && <p>{t('state-changed')}</p>}
      {!shown.areAnswersKnown && <p className="quiet small">{t('answers-unknown')}</p>}
      {isHeld && (
        <div className="row wrap">
          <Button onClick={() => void run(() => client.undoTimesheet({ week }))} aria-disabled={mutation.isBusy}>
            {t('undo')}
          </Button>
        </div>
      )}
      {refusal !== null && (
        <p>
          {t('refused')} <a href="#consent">{t('decide')}</a>
        </p>
      )}
      {!isHeld && refusal === null && (last === undefined || isChanged) && lines.length > 0 && (
        <div className="draft">
          <h3>{t('leaves-title')}</h3>
          <LinesTable lines={lines} />
          <p className="small">{t('leaves-more', { zone: shown.zone })}</p>
          <p className="small" data-testid="readers">
            {readersText(shown.readers)}
          </p>
          <div className="row wrap">
            <Button
              onClick={() => void run(() => client.submitTimesheet({ week }))}
              aria-disabled={mutation.isBusy}
              data-testid="submit"
            >
              {t(last === undefined ? 'submit' : 'submit-again')}
            </Button>
          </div>
        </div>
      )}
      <ProblemNotice problem={mutation.problem} tone="danger" />
      {handedIn.length > 0 && (
        <>
          <h3>{t('versions')}</h3>
          <ol className="versions">
            {handedIn.map((each) => (
              <li key={each.ref} data-version={each === last ? 'last' : 'earlier'}>
                <details open={each === last}>
                  <summary>
                    {t('version', { version: each.sheet.version, when: whenText(each.sheet.at, now, shown.zone) })} ·{' '}
                    {each !== last && each.sentAt === null ? t('state-replaced') : standingText(each, now)}
                  </summary>
                  {each !== last && each.answer !== null && <AnswerLine handedIn={each} now={now} zone={shown.zone} />}
                  <LinesTable lines={each.sheet.lines} />
                </details>
              </li>
            ))}
          </ol>
          {last !== undefined && <SaveCopy handedIn={last} person={person} organisation={organisation} now={now} />}
        </>
      )}
    </Card>
  );
}

function AnswerLine({ handedIn: { answer }, now, zone }: { handedIn: HandedIn; now: number; zone: string }) {
  if (answer === null) return null;
  return (
    <p className="answer-line">
      {t('answered', { viewer: answer.viewer, when: whenText(answer.at, now, zone) })}
      {answer.note !== '' && (
        <>
          {' · '}
          <strong>{t('answer-note', { note: answer.note })}</strong>
        </>
      )}
    </p>
  );
}

function standingText(handedIn: HandedIn | undefined, now: number): string {
  if (handedIn === undefined) return t('state-draft');
  const { sentAt, leavesAt, standing } = handedIn;
  if (sentAt === null && now < leavesAt) return t('state-held', { time: countdownText(leavesAt - now) });
  if (sentAt === null) return t('state-waiting');
  return t(standing === 'waiting' ? 'state-submitted' : `state-${standing}`);
}

function readersText({ names, others }: TimesheetWeek['readers']): string {
  if (names.length + others === 0) return t('readers-none');
  const known = others === 0 ? names : [...names, t('readers-others', { count: others })];
  return t('readers', { names: listText(known) });
}
