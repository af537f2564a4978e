import type { About } from '../../../core/consent/about.ts';
import { Card } from '../../parts/layout/card.tsx';
import { tAbout as t } from '../messages.ts';
import { aboutLines, daySpanText, viewerName } from './about-text.ts';
import { FieldWords } from './terms-list.tsx';

/** Who can open the person's days, each by name and with the days, and what else is set without asking for a decision. */
export function ConsentViewers({ about }: { readonly about: About }) {
  const { viewers } = about;
  return (
    <Card id="viewers" title={t('viewers-title')}>
      {viewers.length > 0 && (
        <ul className="viewers" data-testid="viewers">
          {viewers.map((viewer) => (
            <li key={viewer.viewer} data-viewer={viewer.viewer}>
              <strong className="viewer-name" dir="auto">
                {viewerName(viewer)}
              </strong>
              <span className="quiet">{viewer.spans.map(daySpanText).join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{t(viewers.length === 0 ? 'viewers-none' : 'viewers-some')}</p>
      {viewers.length > 0 && <p className="quiet consent-list-about">{t('viewers-list')}</p>}
      <details className="consent-terms">
        <summary>{t('set-title')}</summary>
        <dl className="terms">
          {(['categories', 'corrections', 'smallestGroup', 'minimumAge'] as const).map((field) => (
            <div key={field} data-about={field}>
              <dt>{t(`field-${field}`)}</dt>
              <dd>
                <FieldWords lines={aboutLines(about, field)} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}
