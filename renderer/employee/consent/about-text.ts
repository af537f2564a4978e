import type { About, AboutField, NamedViewer } from '../../../core/consent/about.ts';
import { textIn } from '../../../core/language.ts';
import type { DaySpan } from '../../../core/organisation/access.ts';
import { aboutWords } from '../../../messages/employee/about.ts';
import { termsWords } from '../../../messages/employee/terms.ts';
import { mediumDayText } from '../../parts/formats.ts';
import { pageLanguage, wordsOf } from '../../parts/language.ts';

const say = wordsOf(aboutWords);
const sayTerms = wordsOf(termsWords);

/** What `about` says of one field, one line each, in the page's language. Never empty: what is not there is said so. */
export function aboutLines(about: About, field: AboutField): string[] {
  switch (field) {
    case 'viewers':
      return about.viewers.length === 0
        ? [say('none')]
        : about.viewers.map((viewer) => `${viewerName(viewer)}: ${viewer.spans.map(daySpanText).join(', ')}`);
    case 'categories':
      return about.categories.length === 0
        ? [say('none')]
        : about.categories.map(({ name, match }) =>
            say('category', { name: textIn(name, pageLanguage()), match: match.map(matchText).join(', ') }),
          );
    case 'corrections':
      return [say(`corrections-${about.corrections}`)];
    case 'smallestGroup':
      return [say('group', { count: about.smallestGroup })];
    case 'minimumAge':
      return [say('age', { count: about.minimumAge })];
    default:
      return [about[field] ?? say('none')];
  }
}

/** A viewer whose name cannot be read is still somebody: the id tells them from others. */
export function viewerName({ name, viewer }: NamedViewer): string {
  return name ?? say('name-unknown', { id: viewer.slice(0, 6) });
}

export function daySpanText({ from, to }: DaySpan): string {
  if (from === null) return to === null ? say('always') : say('to', { to: mediumDayText(to) });
  return to === null
    ? say('from', { from: mediumDayText(from) })
    : say('span', { from: mediumDayText(from), to: mediumDayText(to) });
}

function matchText({ app, title, site }: About['categories'][number]['match'][number]): string {
  const parts = [
    app === undefined ? null : sayTerms('rule-app', { pattern: app }),
    title === undefined ? null : sayTerms('rule-title', { pattern: title }),
    site === undefined ? null : sayTerms('rule-site', { pattern: site }),
  ];
  return parts.filter((part) => part !== null).join(' + ');
}
