import type { WaitingEntry } from '../../../ipc/manager-reports.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { Button } from '../../parts/controls/button.tsx';
import { listText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { WarningMark } from '../../parts/timeline/marks.tsx';
import { tApprovals as t } from '../messages.ts';
import type { Decisions } from './decisions.ts';

interface Props {
  readonly decisions: Decisions;
  readonly isUndone: boolean;
  readonly onUndo: () => void;
}

const namedAtMost = 8;

/** The first of them by name; the rows name all. */
function failedNames(entries: readonly WaitingEntry[]): string[] {
  const names = entries
    .slice(0, namedAtMost)
    .map(({ name, label }) => t('failed-entry', { name, what: label ?? t('no-label') }));
  const more = entries.length - names.length;
  return more === 0 ? names : [...names, t('failed-more', { count: more })];
}

/** What was decided last, with the way back while there is one; what somebody else was sooner with; and whose answers could not be sent. */
export function DecisionNotice({ decisions, isUndone, onUndo }: Props) {
  const { held, overtaken } = decisions;
  const count = held?.entries.length ?? 0;
  const failed = decisions.failed.flatMap(({ entries }) => entries);
  const all = decisions.failed.reduce((sum, { decision }) => sum + decision.entries.length, 0);
  const [first] = failed;
  const state = first === undefined ? undefined : decisions.of(first);
  return (
    <>
      {failed.length > 0 && (
        <div className="notice danger" role="alert" data-testid="not-sent">
          <WarningMark />
          <div className="words">
            <strong>{t('failed', { count: failed.length, all })}</strong> {listText(failedNames(failed))}.{' '}
            {state?.step === 'failed' && problemText(pageLanguage(), state.problem).what} {t('failed-wait')}
          </div>
          <Button onClick={() => decisions.retry()}>{t('send-again')}</Button>
        </div>
      )}
      <div className={held === null && !isUndone && overtaken.length === 0 ? '' : 'row wrap notice'}>
        <p role="status" data-testid="decided">
          {overtaken.length > 0 && `${t('overtaken', { count: overtaken.length })} `}
          {held !== null ? t(held.approved ? 'held-approved' : 'held-declined', { count }) : isUndone && t('undone')}
        </p>
        {held !== null && (
          <Button aria-keyshortcuts="Control+Z Meta+Z" title="Ctrl + Z" onClick={onUndo}>
            {t('undo')}
          </Button>
        )}
      </div>
    </>
  );
}
