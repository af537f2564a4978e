import { useMemo, useState } from 'react';
import type { Language } from '../../core/language.ts';
import type { AdministratorStatus } from '../../ipc/administrator/administrator.ts';
import { durationText } from '../parts/formats.ts';
import { setPageLanguage } from '../parts/language.ts';
import { LockedWindow } from '../parts/unlock/locked-window.tsx';
import { NoStatus } from '../parts/unlock/no-status.tsx';
import { watchedClient } from '../parts/unlock/watched-client.ts';
import { type Query, useQuery } from '../parts/use-query.ts';
import { AdministratorPages } from './frame/administrator-pages.tsx';
import type { AdministratorConnection } from './frame/page-props.ts';
import { tAdminFrame as t } from './messages.ts';
import '../parts/layout/sidebar.css';
import './administrator.css';

interface Props {
  readonly connection: AdministratorConnection;
}

/** The administrator's window: unlock, then the pages. What they hold goes with them when the keys are locked. */
export function AdministratorPage({ connection }: Props) {
  const { client: plain, onChange } = connection;
  const status = useQuery('status', () => plain.status({}), onChange);
  const [chosen, setChosen] = useState<Language | null>(null);
  const { again } = status;
  // An answer that says `locked` comes before the word of change, or instead of it.
  const watching = useMemo(() => ({ client: watchedClient(plain, again), onChange }), [plain, onChange, again]);
  // While rendering, because what is rendered next reads it.
  setPageLanguage(chosen);

  if (status.value === null) return <NoStatus status={status} t={t} />;
  if (status.value.phase === 'locked')
    return <LockedPage connection={connection} status={status} known={status.value} onLanguage={setChosen} />;
  return <AdministratorPages connection={watching} status={status} known={status.value} onLanguage={setChosen} />;
}

interface LockedProps extends Props {
  readonly status: Query<AdministratorStatus>;
  readonly known: AdministratorStatus;
  readonly onLanguage: (language: Language) => void;
}

/** Asks for the passphrase, and says why it has to be asked for again. */
function LockedPage({ connection: { client }, status, known: { folder, lock }, onLanguage }: LockedProps) {
  const { because, afterMs } = lock;
  return (
    <LockedWindow
      status={status}
      title={t('locked-title')}
      about={<p className="any-break">{t('locked-body', { folder })}</p>}
      because={because === null ? null : t(`locked-${because}`, { length: durationText(afterMs) })}
      button={t('unlock')}
      unlock={(passphrase) => client.unlock({ passphrase })}
      onLanguage={onLanguage}
    />
  );
}
