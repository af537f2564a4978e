import type { About, AboutField, NamedViewer } from '../../../core/consent/about.ts';
import { textIn } from '../../../core/language.ts';
import type { DaySpan } from '../../../core/organisation/access.ts';
import { mediumDayText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { tAbout as t, tTerms } from '../messages.ts';

/** What `about` says of one field, one line each, in the page's language. Never empty: what is not there is said so. */
export function aboutLines(about: About, field: AboutField): string[] {
  switch (field) {
    case 'viewers':
      return about.viewers.length === 0
        ? [t('none')]
        : about.viewers.map((viewer) => `${viewerName(viewer)}: ${viewer.spans.map(daySpanText).join(', ')}`);
    case 'categories':
      return about.categories.length === 0
        ? [t('none')]
        : about.categories.map(({ name, match }) =>
            t('category', { name: textIn(name, pageLanguage()), match: match.map(matchText).join(', ') }),
          );
    case 'corrections':
      return [t(`corrections-${about.corrections}`)];
    case 'smallestGroup':
      return [t('group', { count: about.smallestGroup })];
    case 'minimumAge':
      return [t('age', { count: about.minimumAge })];
    default:
      return [about[field] ?? t('none')];
  }
}

/** A viewer whose name cannot be read is still somebody: the id tells them from others. */
export function viewerName({ name, viewer }: NamedViewer): string {
  return name ?? t('name-unknown', { id: viewer.slice(0, 6) });
}

export function daySpanText({ from, to }: DaySpan): string {
  if (from === null) return to === null ? t('always') : t('to', { to: mediumDayText(to) });
  return to === null
    ? t('from', { from: mediumDayText(from) })
    : t('span', { from: mediumDayText(from), to: mediumDayText(to) });
}

function matchText({ app, title, site }: About['categories'][number]['match'][number]): string {
  const parts = [
    app === undefined ? null : tTerms('rule-app', { pattern: app }),
    title === undefined ? null : tTerms('rule-title', { pattern: title }),
    site === undefined ? null : tTerms('rule-site', { pattern: site }),
  ];
  return parts.filter((part) => part !== null).join(' + ');
}
