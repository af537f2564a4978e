import { ListHead } from '../../parts/layout/list-head.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { AdministratorProps } from '../frame/page-props.ts';
import { tAdminHistory as t, tAdminFrame } from '../messages.ts';

/** "Who can change this organisation?" */
export function AdministratorsPage({ connection: { client, onChange } }: AdministratorProps) {
  const list = useQuery('administrators', () => client.administrators({}), onChange, 5000);
  const { value } = list;
  return (
    <>
      <ListHead
        title={t('administrators-title')}
        about={value === null ? null : t('administrators-count', { count: value.length })}
        query={list}
        words={{ again: tAdminFrame('again'), reading: t('administrators-reading') }}
      />
      {value !== null && (
        <>
          <p className="quiet prose-line">{t('administrators-lead')}</p>
          <ul className="card admin-log" aria-label={t('administrators-list')}>
            {value.map(({ administrator, name, isOwn, fingerprint }) => (
              <li key={administrator}>
                <strong>{isOwn ? t('you', { name }) : name}</strong>
                <p>
                  <span className="quiet small">{t('key')}:</span> <span className="fingerprint">{fingerprint}</span>
                </p>
              </li>
            ))}
          </ul>
          {value.length === 1 && <p className="notice">{t('administrators-one')}</p>}
        </>
      )}
    </>
  );
}
