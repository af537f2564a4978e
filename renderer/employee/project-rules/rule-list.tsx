import type { OwnProjectRule } from '../../../ipc/employee-project-rules.ts';
import { Button } from '../../parts/controls/button.tsx';
import { WarningMark } from '../../parts/timeline/marks.tsx';
import { tProjectRules as t } from '../messages.ts';
import { ruleWords } from './rule-words.ts';

interface Props {
  readonly rules: readonly OwnProjectRule[];
  /** The one that is being changed. */
  readonly editing: OwnProjectRule['id'] | 'new' | null;
  readonly isBusy: boolean;
  readonly onEdit: (rule: OwnProjectRule) => void;
  readonly onMove: (rule: OwnProjectRule, place: number) => void;
  readonly onDelete: (rule: OwnProjectRule, place: number) => void;
}

/** The rules in their order: the first that matches wins. */
export function RuleList({ rules, editing, isBusy, onEdit, onMove, onDelete }: Props) {
  return (
    <ol className="project-rules">
      {rules.map((rule, place) => {
        const number = place + 1;
        const move = (by: -1 | 1) => {
          const to = place + by;
          if (!isBusy && to >= 0 && to < rules.length) onMove(rule, to);
        };
        return (
          <li key={rule.id} data-testid="project-rule" data-gone={rule.isGone} data-rule={rule.id}>
            <span className="rule-number quiet" aria-hidden="true">
              {number}
            </span>
            <div className="rule-says">
              <p>
                {ruleWords(rule.text)} <span aria-hidden="true">→</span> <strong>{rule.text.project.name}</strong>
              </p>
              {rule.isGone && (
                <p className="row small rule-gone">
                  <WarningMark /> <span>{t('gone', { project: rule.text.project.name })}</span>
                </p>
              )}
            </div>
            <div className="row wrap rule-acts">
              <Button
                data-act="up"
                aria-label={t('up', { number })}
                aria-disabled={place === 0}
                onClick={() => move(-1)}
              >
                ↑
              </Button>
              <Button
                data-act="down"
                aria-label={t('down', { number })}
                aria-disabled={number === rules.length}
                onClick={() => move(1)}
              >
                ↓
              </Button>
              <Button
                data-act="edit"
                aria-label={t('edit-rule', { number })}
                aria-expanded={editing === rule.id}
                onClick={() => onEdit(rule)}
              >
                {t('edit')}
              </Button>
              <Button aria-label={t('delete-rule', { number })} onClick={() => !isBusy && onDelete(rule, place)}>
                {t('delete')}
              </Button>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
