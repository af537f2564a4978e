import type { ProjectRuleText } from '../../../core/timesheet/project-rules.ts';
import { listText } from '../../parts/formats.ts';
import { tProjectRules as t } from '../messages.ts';

/** What a rule looks for, in words: `app “Editor” and title with “pier”`. */
export function ruleWords(rule: Pick<ProjectRuleText, 'app' | 'title' | 'site'>): string {
  const said = (['app', 'title', 'site'] as const).flatMap((where) => {
    const text = rule[where];
    return text === undefined ? [] : [t(`said-${where}`, { text })];
  });
  return listText(said);
}
