import { dayOf, knownZone } from '../../../core/time/calendar.ts';
import type { Instant } from '../../../core/time/interval.ts';
import type { ManagerStatus } from '../../../ipc/manager.ts';
import { dayText } from '../../parts/formats.ts';
import type { Command } from '../../parts/palette/commands.ts';
import { lastDays } from '../../parts/palette/last-days.ts';
import { tFrame as t } from '../messages.ts';
import type { ManagerClient, ManagerProps } from './page-props.ts';
import { dayHref, type ManagerRoute, pagesFor, personHref } from './route.ts';

interface Known {
  readonly client: ManagerClient;
  readonly status: Pick<ManagerStatus, 'timesheets'>;
  readonly route: ManagerRoute;
  readonly people: NonNullable<ManagerProps['people']['value']>;
  readonly now: Instant;
  readonly onLocked: () => void;
}

/** What a viewer can go to or do from anywhere. A day still asks for its reason. */
export function managerCommands({ client, status, route, people, now, onLocked }: Known): Command[] {
  const goTo = (href: string) => () => {
    location.hash = href;
  };
  const pages = pagesFor(status).map(
    (page): Command => ({ id: `page-${page}`, kind: 'page', label: t(`page-${page}`), run: goTo(page) }),
  );
  const lock: Command = {
    ...{ id: 'lock', kind: 'action', label: t('lock') },
    run: () => void client.lock({}).finally(onLocked),
  };
  const at = 'person' in route ? people.find(({ person }) => person === route.person) : undefined;
  const days =
    at === undefined
      ? []
      : lastDays(dayOf(now, knownZone(at.zone))).map(
          (day): Command => ({
            ...{ id: day, kind: 'day', label: `${at.name}, ${dayText(day)}`, alias: day },
            run: goTo(dayHref(at.person, day)),
          }),
        );
  const persons = people.map(
    ({ person, name }): Command => ({ id: person, kind: 'person', label: name, run: goTo(personHref(person)) }),
  );
  return [...pages, lock, ...persons, ...days];
}
