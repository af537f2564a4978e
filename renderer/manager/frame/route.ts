import {
  type Day,
  type DeviceId,
  daySchema,
  deviceIdSchema,
  type PersonId,
  personIdSchema,
} from '../../../core/ids.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { type IsoWeek, isoWeekSchema } from '../../../core/time/iso-week.ts';
import type { ManagerStatus } from '../../../ipc/manager.ts';
import { type Scale, scales } from '../../parts/period/period-span.ts';
import { partOfSpan, partsOfHash, spanOfPart, useHash } from '../../parts/use-hash.ts';

/** A place in the manager's window. It names nobody: addresses stay in a browser's history. */
export type ManagerRoute =
  | { readonly page: 'people' | 'waiting' | 'timesheets' | 'questions' | 'search' | 'teams' }
  /** `day` is any day of the span; null is the one of today. */
  | { readonly page: 'person'; readonly person: PersonId; readonly scale: Scale; readonly day: Day | null }
  /** `span` is what of the day is looked at; null is all of it. */
  | { readonly page: 'day'; readonly person: PersonId; readonly day: Day; readonly span: Interval | null }
  | { readonly page: 'team'; readonly team: string }
  | { readonly page: 'timesheet'; readonly person: PersonId; readonly device: DeviceId; readonly week: IsoWeek };

/** The pages that the navigation leads to. */
export const mainPages = ['people', 'waiting', 'timesheets', 'questions', 'search', 'teams'] as const;
export type MainPage = (typeof mainPages)[number];

/** Those of them that there is anything on: weeks only where the organisation asks for them. */
export function pagesFor({ timesheets }: Pick<ManagerStatus, 'timesheets'>): readonly MainPage[] {
  return timesheets ? mainPages : mainPages.filter((page) => page !== 'timesheets');
}

/** Every page there is. */
export const managerPages = [
  ...mainPages,
  'person',
  'day',
  'team',
  'timesheet',
] as const satisfies readonly ManagerRoute['page'][];

/** Where an address leads; to the people where it makes no sense. */
export function routeOf(hash: string): ManagerRoute {
  const [page, first = '', second = '', third = ''] = partsOfHash(hash);
  const main = mainPages.find((each) => each === page);
  if (main !== undefined) return { page: main };
  if (page === 'team' && /^[0-9a-f]{8}$/.test(first)) return { page: 'team', team: first };
  if (page === 'timesheet') return timesheetRoute(first, second, third);
  const person = personIdSchema.safeParse(first);
  if (!person.success) return { page: 'people' };
  if (page === 'day') {
    const day = daySchema.safeParse(second);
    return day.success
      ? { page: 'day', person: person.data, day: day.data, span: spanOfPart(third) }
      : personRoute(person.data);
  }
  if (page !== 'person') return { page: 'people' };
  const day = daySchema.safeParse(third);
  const scale = scales.find((each) => each === second) ?? 'week';
  return { page: 'person', person: person.data, scale, day: day.success ? day.data : null };
}

function timesheetRoute(first: string, second: string, third: string): ManagerRoute {
  const person = personIdSchema.safeParse(first);
  const device = deviceIdSchema.safeParse(second);
  const week = isoWeekSchema.safeParse(third);
  return person.success && device.success && week.success
    ? { page: 'timesheet', person: person.data, device: device.data, week: week.data }
    : { page: 'timesheets' };
}

function personRoute(person: PersonId): ManagerRoute {
  return { page: 'person', person, scale: 'week', day: null };
}

export function hrefOf(route: ManagerRoute): string {
  if (route.page === 'person') {
    if (route.day === null && route.scale === 'week') return `#person/${route.person}`;
    return `#person/${route.person}/${route.scale}${route.day === null ? '' : `/${route.day}`}`;
  }
  if (route.page === 'day')
    return `#day/${route.person}/${route.day}${route.span === null ? '' : `/${partOfSpan(route.span)}`}`;
  if (route.page === 'timesheet') return `#timesheet/${route.person}/${route.device}/${route.week}`;
  if (route.page === 'team') return `#team/${route.team}`;
  return `#${route.page}`;
}

export function personHref(person: PersonId): string {
  return hrefOf(personRoute(person));
}

export function dayHref(person: PersonId, day: Day, span: Interval | null = null): string {
  return hrefOf({ page: 'day', person, day, span });
}

/** What stands for a team in an address, instead of its name: FNV-1a, as eight hexadecimal digits. */
export function teamKey(team: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(team)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** The main page that a place belongs to. */
export function mainPageOf({ page }: ManagerRoute): MainPage {
  if (page === 'person' || page === 'day') return 'people';
  if (page === 'timesheet') return 'timesheets';
  return page === 'team' ? 'teams' : page;
}

/** Where the address leads now. */
export function useManagerRoute(): ManagerRoute {
  return routeOf(useHash().join('/'));
}
