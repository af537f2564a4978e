import { useState } from 'react';
import { administratorHistoryMessages } from '../../../messages/administrator/history.ts';
import { Button } from '../../parts/controls/button.tsx';
import { countText, listText, momentText } from '../../parts/formats.ts';
import { ListHead } from '../../parts/layout/list-head.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { AdministratorProps } from '../frame/page-props.ts';
import { tAdminHistory as t, tAdminFrame } from '../messages.ts';

const rowsAtOnce = 100;
const namedAtMost = 8;

/** "What did administrators do, and is all of it there?" */
export function LogPage({ connection: { client, onChange } }: AdministratorProps) {
  const log = useQuery('log', () => client.log({}), onChange, 5000);
  const [most, setMost] = useState(rowsAtOnce);
  const { value } = log;
  return (
    <>
      <ListHead
        title={t('log-title')}
        about={value === null ? null : t('log-count', { count: value.entries.length })}
        query={log}
        words={{ again: tAdminFrame('again'), reading: t('log-reading') }}
      />
      {value !== null && log.problem === null && (
        <>
          <p className="quiet prose-line">{t('log-lead')}</p>
          {value.entries.length === 0 && <p className="quiet">{t('log-empty')}</p>}
          {value.entries.length > 0 && (
            <ol className="card admin-log" reversed aria-label={t('log-list')}>
              {value.entries.slice(0, most).map(({ seq, at, by, isOwn, did, about }) => (
                <li key={seq} data-entry={seq}>
                  <span className="quiet small">
                    {t('number')} {countText(seq)} · <time>{momentText(at, undefined, 'medium')}</time>
                  </span>
                  <p>
                    <strong>{isOwn ? t('you', { name: by }) : by}</strong> {didText(did)}
                    {about.length > 0 && `: ${listText(shortened(about))}`}
                  </p>
                </li>
              ))}
            </ol>
          )}
          {value.entries.length > most && (
            <Button className="admin-more" onClick={() => setMost(most + rowsAtOnce)}>
              {t('more-log')}
            </Button>
          )}
          {value.closed > 0 && <p className="quiet">{t('log-closed', { count: value.closed })}</p>}
        </>
      )}
    </>
  );
}

function shortened(about: readonly string[]): string[] {
  return about.length <= namedAtMost ? [...about] : [...about.slice(0, namedAtMost), '…'];
}

/** What was done, in words; an action that has none here as it is called at the command. */
function didText(did: string): string {
  const key = `did-${did.replace(/^org /, '').replaceAll(' ', '-')}`;
  return isKnown(key) ? t(key) : did;
}

type Key = keyof typeof administratorHistoryMessages.en;

function isKnown(key: string): key is Key {
  return Object.hasOwn(administratorHistoryMessages.en, key);
}
