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

/** What was decided last, with the way back while there is one; or whose answers could not be sent. */
export function DecisionNotice({ decisions, isUndone, onUndo }: Props) {
  const { held, failed } = decisions;
  const count = held?.entries.length ?? 0;
  const [first] = failed?.entries ?? [];
  const state = first === undefined ? undefined : decisions.of(first);
  return (
    <>
      {failed !== null && (
        <div className="notice danger" role="alert" data-testid="not-sent">
          <WarningMark />
          <div className="words">
            <strong>{t('failed', { count: failed.entries.length, all: failed.decision.entries.length })}</strong>{' '}
            {listText(failedNames(failed.entries))}.{' '}
            {state?.step === 'failed' && problemText(pageLanguage(), state.problem).what} {t('failed-wait')}
          </div>
          <Button onClick={() => decisions.retry()}>{t('send-again')}</Button>
        </div>
      )}
      <div className={held === null && !isUndone ? '' : 'row wrap notice'}>
        <p role="status" data-testid="decided">
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
