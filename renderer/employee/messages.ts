import { absenceMessages } from '../../messages/absences.ts';
import { aboutMessages } from '../../messages/employee/about.ts';
import { accessLogMessages } from '../../messages/employee/access-log.ts';
import { consentMessages } from '../../messages/employee/consent.ts';
import { enrolmentMessages } from '../../messages/employee/enrolment.ts';
import { healthMessages } from '../../messages/employee/health.ts';
import { leaveOutMessages } from '../../messages/employee/leave-out.ts';
import { looksMessages } from '../../messages/employee/looks.ts';
import { myDataMessages } from '../../messages/employee/my-data.ts';
import { myPeriodMessages } from '../../messages/employee/my-period.ts';
import { ownEntriesMessages } from '../../messages/employee/own-entries.ts';
import { receiptMessages } from '../../messages/employee/receipt.ts';
import { settingsMessages } from '../../messages/employee/settings.ts';
import { termsMessages } from '../../messages/employee/terms.ts';
import { timesheetMessages } from '../../messages/employee/timesheet.ts';
import { todayMessages } from '../../messages/employee/today.ts';
import { shellMessages } from '../../messages/shell/shell.ts';
import { translatorOf } from '../parts/language.ts';

// The messages of the employee's pages, one translator a catalogue.

export const tAbout = translatorOf(aboutMessages);
export const tAbsence = translatorOf(absenceMessages);
export const tAccessLog = translatorOf(accessLogMessages);
export const tConsent = translatorOf(consentMessages);
export const tEnrolment = translatorOf(enrolmentMessages);
export const tHealth = translatorOf(healthMessages);
export const tLeaveOut = translatorOf(leaveOutMessages);
export const tLooks = translatorOf(looksMessages);
export const tMyData = translatorOf(myDataMessages);
export const tMyPeriod = translatorOf(myPeriodMessages);
export const tOwnEntries = translatorOf(ownEntriesMessages);
export const tReceipt = translatorOf(receiptMessages);
export const tSettings = translatorOf(settingsMessages);
export const tShell = translatorOf(shellMessages);
export const tTerms = translatorOf(termsMessages);
export const tTimesheet = translatorOf(timesheetMessages);
export const tToday = translatorOf(todayMessages);
