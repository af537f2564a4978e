import type { ChainReport } from '../../core/chain-report.ts';
import { managerDayWords } from '../../core/words/manager-day.ts';
import { wordsOf } from '../parts/language.ts';
import { ClockMark, TickMark, WarningMark } from '../parts/marks.tsx';
import { reasonText } from '../parts/state-words.ts';

const say = wordsOf(managerDayWords);

/** Whether the day's objects are all there, signed and unaltered. */
export function ChainBadge({ chain }: { readonly chain: ChainReport }) {
  return (
    <span className={`pill chain ${chain.state}`} data-chain-state={chain.state}>
      {chain.state === 'verified' && (
        <>
          <TickMark /> {say('verified', { count: chain.objects })}
        </>
      )}
      {chain.state === 'open' && (
        <>
          <ClockMark /> {say('verified-open', { count: chain.objects })}
        </>
      )}
      {chain.state === 'broken' && (
        <>
          <WarningMark /> {say('broken', { count: chain.faults.length })}
        </>
      )}
    </span>
  );
}

/** Exactly which object is missing, altered or out of order. */
export function ChainFaults({ chain }: { readonly chain: ChainReport }) {
  if (chain.faults.length === 0) return null;
  return (
    <section className="notice danger" aria-labelledby="faults-title">
      <WarningMark />
      <div className="words">
        <h2 id="faults-title">{say('faults-title')}</h2>
        <p>{say('faults-body')}</p>
        <ul className="faults">
          {chain.faults.map((fault) => (
            <li key={`${fault.kind} ${fault.name}`} data-fault={fault.kind}>
              <strong>{say(`fault-${fault.kind}`)}</strong> <code>{fault.name}</code>
              <br />
              {reasonText(fault.says)}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
