import { dayTimeMessages } from '../../messages/day-time.ts';
import { entriesMessages } from '../../messages/employee/entries.ts';
import { managerDayMessages } from '../../messages/manager/day.ts';
import { partsMessages } from '../../messages/parts.ts';
import { periodMessages } from '../../messages/period.ts';
import { sharesMessages } from '../../messages/shares.ts';
import { translatorOf } from './language.ts';

// The messages of what both sides' pages share, one translator a catalogue.

export const tDay = translatorOf(managerDayMessages);
export const tDayTime = translatorOf(dayTimeMessages);
export const tEntries = translatorOf(entriesMessages);
export const tParts = translatorOf(partsMessages);
export const tPeriod = translatorOf(periodMessages);
export const tShares = translatorOf(sharesMessages);
