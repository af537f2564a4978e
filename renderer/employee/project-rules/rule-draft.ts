import type { RecordId } from '../../../core/ids.ts';
import type { Project } from '../../../core/organisation/projects.ts';
import { lookedForSchema, type ProjectRuleText } from '../../../core/timesheet/project-rules.ts';
import { setUnsaved } from '../frame/unsaved.ts';
import { mistakeOf, type RuleMistake } from '../settings/settings-draft.ts';

export const places = ['app', 'title', 'site'] as const;
type Place = (typeof places)[number];

/** A rule as it is being written: empty texts are not looked for. */
export interface RuleDraft extends Readonly<Record<Place, string>> {
  readonly project: Project | null;
}

/** What is being written, and of which rule. */
export interface KeptRule {
  readonly of: RecordId | 'new';
  /** Null: as the rule is. */
  readonly draft: RuleDraft | null;
}

/** A rule that was not saved: kept in this window while another page is shown. */
let kept: KeptRule | null = null;

export function keptRule(): KeptRule | null {
  return kept;
}

export function keepRule(rule: KeptRule | null): void {
  kept = rule;
  setUnsaved('timesheet', rule !== null && rule.draft !== null);
}

export const emptyRule: RuleDraft = { app: '', title: '', site: '', project: null };

export function ruleDraftOf({ app = '', title = '', site = '', project }: ProjectRuleText): RuleDraft {
  return { app, title, site, project };
}

/** What the draft looks for, or what is wrong with each of its texts. */
export function lookedForIn(draft: RuleDraft): {
  readonly lookedFor: Pick<ProjectRuleText, Place> | null;
  readonly mistakes: Readonly<Partial<Record<Place, RuleMistake>>>;
} {
  const named = Object.fromEntries(places.flatMap((place) => (draft[place] === '' ? [] : [[place, draft[place]]])));
  const parsed = lookedForSchema.safeParse(named);
  if (parsed.success) return { lookedFor: parsed.data, mistakes: {} };
  const mistakes: Partial<Record<Place, RuleMistake>> = {};
  for (const { path, message } of parsed.error.issues) {
    const place = places.find((each) => each === path[0]);
    if (place !== undefined) mistakes[place] ??= mistakeOf(draft[place], message);
  }
  return { lookedFor: null, mistakes };
}
