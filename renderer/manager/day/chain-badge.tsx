import type { ComponentProps } from 'react';
import { faultProblem } from '../../../core/day/chain.ts';
import { type ChainReport, faultCount } from '../../../core/day/chain-report.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { dayText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { tDay as t } from '../../parts/messages.ts';
import { ClockMark, TickMark, WarningMark } from '../../parts/timeline/marks.tsx';

type Told = Pick<ChainReport, 'state' | 'objects' | 'faults' | 'unnamed'>;

/** The chain of a whole day: as good as that of its worst device. */
export function dayChain(chains: readonly Told[]): Told {
  const states = chains.map(({ state }) => state);
  return {
    state: states.includes('broken') ? 'broken' : states.includes('open') ? 'open' : 'verified',
    objects: chains.reduce((sum, { objects }) => sum + objects, 0),
    faults: chains.flatMap(({ faults }) => faults),
    unnamed: chains.reduce((sum, { unnamed = 0 }) => sum + unnamed, 0),
  };
}

/** Whether the day's objects are all there, signed and unaltered. */
export function ChainBadge({ chain }: { readonly chain: Told }) {
  return (
    <span className={`pill chain ${chain.state}`} data-chain-state={chain.state}>
      {chain.state === 'verified' && (
        <>
          <TickMark /> {t('verified', { count: chain.objects })}
        </>
      )}
      {chain.state === 'open' && (
        <>
          <ClockMark /> {t('verified-open', { count: chain.objects })}
        </>
      )}
      {chain.state === 'broken' && (
        <>
          <WarningMark /> {t('broken', { count: faultCount(chain) })}
        </>
      )}
    </span>
  );
}

interface FaultsProps {
  /** Each device with what it is called, null where it is the only one. */
  readonly devices: readonly { readonly key: string; readonly name: string | null; readonly chain: Told }[];
}

/** Exactly which object is missing, altered or out of order, device by device. */
export function ChainFaults({ devices }: FaultsProps) {
  const broken = devices.filter(({ chain }) => chain.faults.length > 0);
  if (broken.length === 0) return null;
  return (
    <DayNotice of="faults" className="notice danger">
      {broken.map(({ key, name, chain }) => (
        <div key={key} data-faults-of={key}>
          {name !== null && <h3 className="faults-device">{name}</h3>}
          <ul className="faults">
            {chain.faults.map((fault) => (
              <li key={`${fault.kind} ${fault.name}`} data-fault={fault.kind}>
                <strong>{t(`fault-${fault.kind}`)}</strong> <code>{fault.name}</code>
                <br />
                {problemText(pageLanguage(), faultProblem(fault)).what}
              </li>
            ))}
            {chain.unnamed !== undefined && chain.unnamed > 0 && (
              <li data-testid="faults-more">{t('faults-more', { count: chain.unnamed })}</li>
            )}
          </ul>
        </div>
      ))}
    </DayNotice>
  );
}

/** That pictures are gone because their time was over, which is no fault. */
export function ExpiredNote({ expired }: { readonly expired: NonNullable<ChainReport['expired']> }) {
  return (
    <p className="quiet" data-testid="expired">
      {t('expired', { on: dayText(expired.on) })}
    </p>
  );
}

/** That pictures were erased on request, which is no fault. */
export function ErasedNote({ erased }: { readonly erased: NonNullable<ChainReport['erased']> }) {
  return (
    <p className="quiet" data-testid="erased">
      {t('erased', { on: dayText(erased.on) })}
    </p>
  );
}

interface UnopenedProps {
  readonly why: 'revoked' | 'unconfirmed';
  readonly devices: readonly { readonly device: string }[];
}

/** Whoever else left something on the day: named, and nothing more. */
export function UnopenedDevices({ why, devices }: UnopenedProps) {
  if (devices.length === 0) return null;
  return (
    <DayNotice of={why} className="notice" data-testid={why}>
      <ul className="faults">
        {devices.map(({ device }) => (
          <li key={device} data-fault={why}>
            <strong>{t(`fault-${why}`)}</strong> <code>{device}</code>
          </li>
        ))}
      </ul>
    </DayNotice>
  );
}

interface NoticeProps extends ComponentProps<'section'> {
  readonly of: 'faults' | UnopenedProps['why'];
}

function DayNotice({ of, children, ...rest }: NoticeProps) {
  return (
    <section aria-labelledby={`${of}-title`} {...rest}>
      <WarningMark />
      <div className="words">
        <h2 id={`${of}-title`}>{t(`${of}-title`)}</h2>
        <p>{t(`${of}-body`)}</p>
        {children}
      </div>
    </section>
  );
}
