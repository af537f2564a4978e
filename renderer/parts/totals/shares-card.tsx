import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Card } from '../layout/card.tsx';
import { tShares as t } from '../messages.ts';
import { type Share, SharesTable, totalMs } from './shares-table.tsx';

const many = { app: 'apps', site: 'sites', category: 'categories' } as const;

interface Props {
  readonly of: keyof typeof many;
  readonly shares: readonly Share[];
  readonly about?: string | undefined;
  /** How many are shown until all are asked for. */
  readonly most?: number;
}

/** What time went to, longest first. */
export function SharesCard({ of, shares, about, most = Number.POSITIVE_INFINITY }: Props) {
  const [isAll, setAll] = useState(false);
  const name = many[of];
  return (
    <Card id={name} title={t(name)} about={about}>
      <SharesTable
        caption={t(`${name}-caption`)}
        what={t(of)}
        shares={isAll ? shares : shares.slice(0, most)}
        empty={t(`${name}-none`)}
        wholeMs={totalMs(shares)}
      />
      {!isAll && shares.length > most && (
        <Button className="bare shares-all" onClick={() => setAll(true)}>
          {t('show-all', { count: shares.length })}
        </Button>
      )}
    </Card>
  );
}
