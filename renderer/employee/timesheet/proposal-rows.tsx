import { daysIn, type IsoWeek } from '../../../core/time/iso-week.ts';
import { toMinutes } from '../../../core/timesheet/project-time.ts';
import { minutesText } from '../../../core/timesheet/typed-minutes.ts';
import type { ShownProposal } from '../../../ipc/employee-timesheet.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Menu } from '../../parts/controls/menu.tsx';
import { dayText, durationText } from '../../parts/formats.ts';
import { UndoNotice } from '../../parts/layout/undo-notice.tsx';
import { tProjectRules as t } from '../messages.ts';
import { ruleWords } from '../project-rules/rule-words.ts';
import { type Proposals, proposedMs } from './use-proposals.ts';

interface RowsProps {
  readonly week: IsoWeek;
  readonly proposals: readonly ShownProposal[];
  readonly onDecide: Proposals['decide'];
}

/** What rules propose, a row each in the table of the week: by day, and the whole row at once. */
export function ProposalRows({ week, proposals, onDecide }: RowsProps) {
  const byRule = Map.groupBy(proposals, ({ rule }) => rule);
  return [...byRule].map(([rule, own]) => {
    const [first] = own;
    if (first === undefined) return null;
    const time = durationText(proposedMs(own));
    const project = first.project.name;
    const words = { time, project, rule: ruleWords(first.named) };
    return (
      <tr key={rule} className="proposal" data-testid="proposal">
        <th scope="row">
          {project}
          <span className="quiet small proposed-by">{t('proposed-by', words)}</span>
          <span className="row">
            <Button aria-label={t('take-rule', words)} onClick={() => void onDecide(own, true)}>
              {t('take')}
            </Button>
            <Button aria-label={t('leave-rule', words)} onClick={() => void onDecide(own, false)}>
              {t('leave')}
            </Button>
          </span>
        </th>
        {daysIn(week).map((day) => {
          const proposal = own.find((each) => each.day === day);
          if (proposal === undefined)
            return (
              <td key={day} className="number">
                –
              </td>
            );
          const short = minutesText(toMinutes(proposal.ms));
          return (
            <td key={day} className="number">
              <Menu
                className="week-cell proposed"
                label={`+${short}`}
                aria-label={t('of-day', { project, day: dayText(day), time: short })}
                items={(['take', 'leave'] as const).map((key) => ({
                  key,
                  name: t(key),
                  about: t(`${key}-about`),
                  onChoose: () => void onDecide([proposal], key === 'take'),
                }))}
                isFocusMoved
              />
            </td>
          );
        })}
        <td className="number">+{minutesText(toMinutes(proposedMs(own)))}</td>
      </tr>
    );
  });
}

interface BarProps {
  readonly proposals: readonly ShownProposal[];
  readonly acts: Proposals;
}

/** All that is proposed at once, and what was decided last with the way back. */
export function ProposalBar({ proposals, acts: { decide, undo, hide, last, mutation } }: BarProps) {
  const time = durationText(last?.ms ?? 0);
  return (
    <>
      {proposals.length > 0 && (
        <section className="proposal-bar" aria-label={t('proposals')} data-testid="proposals">
          <p>{t('proposals-sum', { time: durationText(proposedMs(proposals)) })}</p>
          <div className="row wrap">
            <Button onClick={() => void decide(proposals, true)}>{t('take-all')}</Button>
            <Button onClick={() => void decide(proposals, false)}>{t('leave-all')}</Button>
          </div>
        </section>
      )}
      <UndoNotice
        className="proposal-notice"
        label={t('notice')}
        testId="decided"
        said={last === null ? null : last.isUndone ? t('decided-undone') : t(last.isTaken ? 'taken' : 'left', { time })}
        problem={mutation.problem}
        undo={last === null || last.isUndone ? null : { words: t('undo'), act: () => void undo() }}
        onHide={hide}
        takesFocus
      />
    </>
  );
}
