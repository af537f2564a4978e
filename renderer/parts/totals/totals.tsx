import { countText } from '../formats.ts';
import { tParts as t } from '../messages.ts';

/** The exact sums of keys, clicks and wheel steps. */
export function Totals({
  keys,
  clicks,
  scrolls,
}: {
  readonly keys: number;
  readonly clicks: number;
  readonly scrolls: number;
}) {
  return (
    <dl className="totals">
      <div>
        <dt>{t('keys')}</dt>
        <dd data-testid="total-keys" data-count={keys}>
          {countText(keys)}
        </dd>
      </div>
      <div>
        <dt>{t('clicks')}</dt>
        <dd data-testid="total-clicks" data-count={clicks}>
          {countText(clicks)}
        </dd>
      </div>
      <div>
        <dt>{t('wheel-steps')}</dt>
        <dd data-testid="total-scrolls" data-count={scrolls}>
          {countText(scrolls)}
        </dd>
      </div>
    </dl>
  );
}
