import { useState } from 'react';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { useHash } from '../../parts/use-hash.ts';

/** The pages of the employee's window, in the order of the navigation; each is a hash route of its name. */
export const pageNames = [
  'today',
  'timesheet',
  'data',
  'consent',
  'access-log',
  'rights',
  'health',
  'settings',
] as const;
export type PageName = (typeof pageNames)[number];

/** The pages that the navigation leads to: weeks only where the organisation asks for them. */
export function namesFor({ timesheets }: Pick<EmployeeStatus, 'timesheets'>): readonly PageName[] {
  return timesheets === 'none' ? pageNames.filter((name) => name !== 'timesheet') : pageNames;
}

/** Puts the address back to `page` without another step in the window's history. */
export function goTo(page: PageName): void {
  history.replaceState(null, '', `#${page}`);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The page to show: what the address names, else `first`, as it was when this was first asked. What follows a slash is the page's own. */
export function useRoute(first: PageName): PageName {
  const [start] = useState(first);
  const [name] = useHash();
  return pageNames.find((each) => each === name) ?? start;
}
