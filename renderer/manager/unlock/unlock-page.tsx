import { useState } from 'react';
import type { Language } from '../../../core/language.ts';
import type { ManagerStatus } from '../../../ipc/manager.ts';
import { durationText } from '../../parts/formats.ts';
import { LockedWindow } from '../../parts/unlock/locked-window.tsx';
import type { Query } from '../../parts/use-query.ts';
import { ExplainedSwitch } from '../frame/explained-switch.tsx';
import type { ManagerClient } from '../frame/page-props.ts';
import { tFrame as t } from '../messages.ts';

interface Props {
  readonly client: ManagerClient;
  readonly status: Query<ManagerStatus>;
  readonly lock: ManagerStatus['lock'];
  readonly onLanguage: (language: Language) => void;
}

/** Asks for the passphrase, and says why it has to be asked for again. */
export function UnlockPage({ client, status, lock, onLanguage }: Props) {
  const [stay, setStay] = useState(false);
  const { because, afterMs, where } = lock;
  return (
    <LockedWindow
      status={status}
      title={t('locked-title')}
      about={<p>{t('locked-body')}</p>}
      because={because === null ? null : t(`locked-${because}`, { length: durationText(afterMs) })}
      button={t('unlock')}
      unlock={(passphrase) => client.unlock({ passphrase, stay })}
      onLanguage={onLanguage}
    >
      <StayBox isOn={stay} where={where} onChange={setStay} />
    </LockedWindow>
  );
}

interface StayProps {
  readonly isOn: boolean;
  readonly where: ManagerStatus['lock']['where'];
  readonly onChange: (stay: boolean) => void;
}

/** A choice that starts off, with where the key would be kept. */
export function StayBox({ isOn, where, onChange }: StayProps) {
  return <ExplainedSwitch isOn={isOn} label={t('stay')} about={t(`stay-${where}`)} onChange={onChange} />;
}
