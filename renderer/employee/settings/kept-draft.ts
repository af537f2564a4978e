import type { Rule } from '../../../core/rules/rule.ts';
import { draftRule, namedIn, type SettingsDraft } from './settings-draft.ts';

/** What was written and not saved: kept in this window while another page is shown. */
let kept: SettingsDraft | null = null;

export function keptDraft(): SettingsDraft | null {
  return kept;
}

export function keepDraft(draft: SettingsDraft | null): void {
  kept = draft;
}

/** A rule was saved from elsewhere: what waits here would take it away again, and so gets it too. */
export function withRule(rule: Rule): void {
  withoutRule(rule);
  if (kept !== null) kept = { ...kept, rules: [...kept.rules, draftRule(rule)] };
}

export function withoutRule(rule: Rule): void {
  if (kept === null) return;
  const said = JSON.stringify([rule.effect, namedIn(rule)]);
  const rules = kept.rules.filter(
    ({ where, pattern, effect, besides }) =>
      JSON.stringify([effect, namedIn({ ...besides, [where]: pattern })]) !== said,
  );
  kept = { ...kept, rules };
}
