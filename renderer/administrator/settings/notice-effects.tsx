import type { NoticeEffect } from '../../../ipc/administrator/notice.ts';
import { listText } from '../../parts/formats.ts';
import { tAdminSettings as t, tAdminTerms } from '../messages.ts';

/** What becomes of each purpose that is different, for how many. */
export function NoticeEffects({ effect: { people, effects } }: { readonly effect: NoticeEffect }) {
  if (effects.length === 0) return <p>{t('effect-none')}</p>;
  return (
    <>
      <ul className="admin-spans">
        {effects.map(({ purpose, effect, fields }) => (
          <li key={purpose} data-effect={effect}>
            <strong>{tAdminTerms(purpose)}</strong> {t(`effect-${effect}`)}
            {fields.length > 0 && (
              <span className="quiet">
                {' '}
                ({t('because', { fields: listText(fields.map((field) => tAdminTerms(`field-${field}`))) })})
              </span>
            )}
          </li>
        ))}
      </ul>
      <p>{t('effect-people', { count: people })}</p>
    </>
  );
}
