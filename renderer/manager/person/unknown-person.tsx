import { tFrame as t } from '../messages.ts';

/** Where an address leads to somebody whom this viewer may not see. */
export function UnknownPerson() {
  return (
    <div className="empty">
      <h1>{t('unknown-person')}</h1>
      <p className="quiet">{t('unknown-person-about')}</p>
      <p>
        <a className="link" href="#people">
          {t('to-people')}
        </a>
      </p>
    </div>
  );
}
