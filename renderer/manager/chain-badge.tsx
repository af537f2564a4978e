import type { ChainReport } from '../../core/chain-report.ts';
import { countOf } from '../parts/formats.ts';
import { ClockMark, TickMark, WarningMark } from '../parts/marks.tsx';

/** Whether the day's objects are all there, signed and unaltered. */
export function ChainBadge({ chain }: { readonly chain: ChainReport }) {
  const objects = countOf(chain.objects, 'object');
  return (
    <span className={`pill chain ${chain.state}`} data-chain-state={chain.state}>
      {chain.state === 'verified' && (
        <>
          <TickMark /> Verified · {objects}
        </>
      )}
      {chain.state === 'open' && (
        <>
          <ClockMark /> Open day, verified so far · {objects}
        </>
      )}
      {chain.state === 'broken' && (
        <>
          <WarningMark /> Not verified · {countOf(chain.faults.length, 'fault')}
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
        <h2 id="faults-title">This day is not what was recorded</h2>
        <p>What follows shows what could be checked. Do not rely on the rest.</p>
        <ul className="faults">
          {chain.faults.map((fault) => (
            <li key={`${fault.kind} ${fault.name}`} data-fault={fault.kind}>
              <strong>{faultWords[fault.kind]}</strong> <code>{fault.name}</code>
              <br />
              {fault.says}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const faultWords: Readonly<Record<ChainReport['faults'][number]['kind'], string>> = {
  missing: 'Missing',
  altered: 'Altered',
  unexpected: 'Not expected',
  'out-of-order': 'Out of order',
  'bad-signature': 'Signature does not fit',
  'wrong-day': 'From another day',
  unreadable: 'Cannot be read',
};
