import { ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { Rights } from '../rights/rights-service.ts';
import { type ProjectRulePort, projectRuleService } from '../timesheet/project-rule-service.ts';
import { type TimesheetPort, timesheetService } from '../timesheet/timesheet-service.ts';
import { type BucketPort, bucketService } from './bucket-service.ts';
import { type ConsentPort, consentService } from './consent-service.ts';
import { type CorrectionPort, correctionService } from './correction-service.ts';
import { type DataPort, dataService } from './data-service.ts';
import { type StatusPort, statusOf } from './employee-status.ts';
import { type SettingsPort, settingsService } from './settings-service.ts';
import { type SpanPort, spanService } from './span-service.ts';
import { type TodayPort, todayService } from './today-service.ts';

export type PagePort = StatusPort &
  TodayPort &
  BucketPort &
  ConsentPort &
  CorrectionPort &
  DataPort &
  SettingsPort &
  SpanPort &
  Omit<TimesheetPort, 'answers'> &
  Omit<ProjectRulePort, 'answers'> & { readonly rights: Pick<Rights, 'calls'> };

type CallsWithoutAgent =
  | 'unlock'
  | 'leave'
  | 'invitation'
  | 'openInvitation'
  | 'dismissInvitation'
  | 'acceptInvitation';

/** The calls of the employee's page that a running agent answers. */
export type PageService = Omit<Service<EmployeeContract>, CallsWithoutAgent>;

export function pageService(port: PagePort): PageService {
  const bucket = bucketService(port);
  return {
    status: async () => ok(statusOf(port)),
    ...todayService(port),
    ...bucket,
    ...consentService(port),
    ...settingsService(port),
    ...spanService(port),
    ...dataService(port),
    ...correctionService(port),
    ...timesheetService({ ...port, answers: () => bucket.answers({}) }),
    ...projectRuleService({ ...port, answers: () => bucket.answers({}) }),
    ...port.rights.calls,
  };
}
