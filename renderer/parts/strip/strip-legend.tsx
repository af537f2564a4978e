import { Swatch } from '../controls/swatch.tsx';
import { tParts as t } from '../messages.ts';
import { stateWords } from '../state-words.ts';
import '../timeline/timeline.css';

const shown = ['active', 'idle', 'call', 'paused', 'locked', 'suspended', 'off-hours', 'unknown'] as const;

/** What the colours and patterns of strips mean, and how coarse they are. */
export function StripLegend() {
  return (
    <ul className="legend small" aria-label={t('legend')}>
      {shown.map((state) => (
        <li key={state}>
          <Swatch state={state} />
          {stateWords[state]}
        </li>
      ))}
      <li className="quiet">{t('strip-about')}</li>
    </ul>
  );
}
