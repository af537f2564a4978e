import { type Judged, parseRules } from '../../../core/consent/redaction.ts';
import { unwrap } from '../../../core/result.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { grantFor } from '../../fixtures/consent/consents.ts';

export const rules = (...list: Rule[]) => unwrap(parseRules(list));
export const windowOf = (change: Partial<Judged> = {}): Judged => ({
  appId: 'firefox',
  appName: 'Firefox',
  title: 'News',
  url: 'https://www.example.com/path?secret=1',
  ...change,
});
export const all = { apps: grantFor('apps'), titles: grantFor('titles'), websites: grantFor('websites') };
