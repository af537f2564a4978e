import { dayOf, zoneSchema } from '../../../core/time/calendar.ts';
import { type PauseLength, pauseLengthSchema } from '../../../ipc/employee.ts';
import { dayText } from '../../parts/formats.ts';
import type { Command } from '../../parts/palette/commands.ts';
import { lastDays } from '../../parts/palette/last-days.ts';
import { tShell as t } from '../messages.ts';
import { dataHref } from '../my-data/data-route.ts';
import type { PageProps } from './page-props.ts';
import { namesFor } from './use-route.ts';

type Known = Pick<PageProps, 'connection' | 'status' | 'now' | 'refresh'>;

/** What an employee can go to or do from anywhere. Nothing that cannot be undone is among it. */
export function employeeCommands({ connection, status, now, refresh }: Known): Command[] {
  const { client } = connection;
  const pages = namesFor(status).map(
    (name): Command => ({
      id: `page-${name}`,
      kind: 'page',
      label: t(`page-${name}`),
      run: () => {
        location.hash = name;
      },
    }),
  );
  const action = (id: string, label: string, act: () => Promise<unknown>): Command => ({
    ...{ id, kind: 'action', label },
    run: () => void act().finally(refresh),
  });
  const pause = (length: PauseLength): Command =>
    action(`pause-${length}`, `${t('pause')}: ${t(`pause-${length}`)}`, () => client.pause({ length }));
  const actions =
    status.recording === 'paused'
      ? [action('resume', t('resume'), () => client.resume({}))]
      : pauseLengthSchema.options.map(pause);
  const zone = zoneSchema.safeParse(status.zone);
  const days = lastDays(dayOf(now, zone.success ? zone.data : zoneSchema.parse('UTC'))).map(
    (day): Command => ({
      ...{ id: day, kind: 'day', label: dayText(day), alias: day },
      run: () => {
        location.hash = dataHref(day);
      },
    }),
  );
  return [...pages, ...actions, ...days];
}
