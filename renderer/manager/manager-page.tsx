import { useMemo, useState } from 'react';
import type { Language } from '../../core/language.ts';
import { setPageLanguage } from '../parts/language.ts';
import { NoStatus } from '../parts/unlock/no-status.tsx';
import { watchedClient } from '../parts/unlock/watched-client.ts';
import { useQuery } from '../parts/use-query.ts';
import type { ManagerConnection } from './frame/page-props.ts';
import { tFrame as t } from './messages.ts';
import '../parts/layout/sidebar.css';
import './frame/manager.css';
import '../parts/entries/entries.css';
import { Pages } from './frame/pages.tsx';
import { useReasonMemory } from './reason/reason-memory.ts';
import { UnlockPage } from './unlock/unlock-page.tsx';

interface Props {
  readonly connection: ManagerConnection;
}

/** The manager's window: unlock, then the pages. What they hold goes with them when the key is locked. */
export function ManagerPage({ connection }: Props) {
  const { client: plain, onChange } = connection;
  const status = useQuery('status', () => plain.status({}), onChange);
  const [chosen, setChosen] = useState<Language | null>(null);
  const reasons = useReasonMemory();
  const { again } = status;
  // An answer that says `locked` comes before the word of change, or instead of it.
  const watching = useMemo(() => ({ client: watchedClient(plain, again), onChange }), [plain, onChange, again]);
  // While rendering, because what is rendered next reads it. A day that is open stays open: to open it again would leave another receipt.
  setPageLanguage(chosen);

  if (status.value === null) return <NoStatus status={status} t={t} />;
  if (status.value.phase === 'locked')
    return <UnlockPage client={plain} status={status} lock={status.value.lock} onLanguage={setChosen} />;
  return <Pages connection={watching} status={status} known={status.value} reasons={reasons} onLanguage={setChosen} />;
}
