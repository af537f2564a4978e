import type { ReactNode } from 'react';
import type { Language } from '../../../core/language.ts';
import type { ManagerStatus } from '../../../ipc/manager.ts';
import { Button } from '../../parts/controls/button.tsx';
import { LanguageChooser } from '../../parts/controls/language-chooser.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { durationText } from '../../parts/formats.ts';
import { WindowSidebar } from '../../parts/layout/sidebar.tsx';
import { LockMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { tFrame as t } from '../messages.ts';
import { SingleKeysBox } from '../people/single-keys.tsx';
import { StayBox } from '../unlock/unlock-page.tsx';
import type { ManagerClient } from './page-props.ts';
import { hrefOf, type ManagerRoute, mainPageOf, pagesFor } from './route.ts';

interface Props {
  readonly client: ManagerClient;
  readonly status: ManagerStatus;
  readonly route: ManagerRoute;
  /** How many entries wait for an answer, and how many questions for a reply; null while that is not known. */
  readonly counts: Partial<Record<ManagerRoute['page'], number | null>>;
  readonly onAsk: () => void;
  readonly onLanguage: (language: Language) => void;
  /** The way to everything by its name. */
  readonly palette: ReactNode;
}

/** Who is looking, the way to the pages, and the lock. */
export function Sidebar({ client, status, route, counts, onAsk, onLanguage, palette }: Props) {
  const mutation = useMutation();
  const change = async (what: Parameters<typeof mutation.run>[0]) => {
    if (await mutation.run(what)) onAsk();
  };
  const { lock } = status;
  const pages = pagesFor(status).map((page) => ({ page, name: t(`page-${page}`), count: counts[page] }));
  return (
    <WindowSidebar
      whose={[status.organisation, status.viewer].filter((part) => part !== '').join(' · ')}
      words={{ pages: t('pages'), menu: t('menu') }}
      pages={pages}
      at={mainPageOf(route)}
      place={hrefOf(route)}
      palette={palette}
    >
      <ProblemNotice problem={mutation.problem} />
      <Button disabled={mutation.isBusy} onClick={() => void change(() => client.lock({}))}>
        <LockMark /> {t('lock')}
      </Button>
      <StayBox isOn={lock.stays} where={lock.where} onChange={(stay) => void change(() => client.setStay({ stay }))} />
      {!lock.stays && <p className="quiet small">{t('lock-after', { length: durationText(lock.afterMs) })}</p>}
      <SingleKeysBox />
      <LanguageChooser onChoose={onLanguage} />
    </WindowSidebar>
  );
}
