import type { ListedViewer } from '../../../ipc/administrator/administrator.ts';
import { Card } from '../../parts/layout/card.tsx';
import { ListHead } from '../../parts/layout/list-head.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { AdministratorProps } from '../frame/page-props.ts';
import { tAdminViewers as t, tAdminFrame } from '../messages.ts';
import { grantedDaysText } from './granted-days-text.ts';

const namedAtMost = 20;

/** "Who may open whose days?" */
export function ViewersPage({ connection: { client, onChange } }: AdministratorProps) {
  const viewers = useQuery('viewers', () => client.viewers({}), onChange, 5000);
  const { value } = viewers;
  if (value?.length === 0) {
    return (
      <div className="empty">
        <h1 tabIndex={-1}>{t('nobody')}</h1>
        <p className="quiet">{t('nobody-about')}</p>
      </div>
    );
  }
  return (
    <>
      <ListHead
        title={t('title')}
        about={value === null ? null : t('about', { count: value.length })}
        query={viewers}
        words={{ again: tAdminFrame('again'), reading: t('reading') }}
      />
      {value !== null && <p className="quiet prose-line">{t('lead')}</p>}
      {value?.map((viewer) => (
        <ViewerCard key={viewer.viewer} {...viewer} />
      ))}
    </>
  );
}

function ViewerCard({ viewer, name, people }: ListedViewer) {
  const more = people.length - namedAtMost;
  return (
    <Card id={`viewer-${viewer}`} title={name}>
      <p>{people.length === 0 ? t('opens-nothing') : t('opens', { count: people.length })}</p>
      {people.length > 0 && (
        <ul className="admin-spans">
          {people.slice(0, namedAtMost).map(({ person, name: whose, spans }) => (
            <li key={person}>
              {whose} <span className="quiet">{spans.map(grantedDaysText).join(', ')}</span>
            </li>
          ))}
          {more > 0 && <li className="quiet">{t('more', { count: more })}</li>}
        </ul>
      )}
      <a className="button admin-more" href={`#access/${viewer}`}>
        {t('change-of', { name })}
      </a>
    </Card>
  );
}
