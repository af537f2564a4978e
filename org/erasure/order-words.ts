import type { OrderedDays } from '../../core/organisation/erasure.ts';

/** What an order erases, as the administrator is told it and the certificate says it. */
export function orderInWords({ from, to, classes }: OrderedDays): string {
  const what = classes.includes('days')
    ? classes.includes('weeks')
      ? 'everything that was recorded and handed in'
      : 'everything that was recorded, pictures too'
    : classes.includes('shots')
      ? 'pictures'
      : 'weeks that were handed in';
  return `${what}, ${from === null ? '' : `from ${from} `}until ${to}`;
}
