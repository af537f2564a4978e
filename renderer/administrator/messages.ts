import { administratorFrameMessages } from '../../messages/administrator/frame.ts';
import { administratorHistoryMessages } from '../../messages/administrator/history.ts';
import { administratorPeopleMessages } from '../../messages/administrator/people.ts';
import { administratorSettingsMessages } from '../../messages/administrator/settings.ts';
import { administratorViewersMessages } from '../../messages/administrator/viewers.ts';
import { termsMessages } from '../../messages/employee/terms.ts';
import { translatorOf } from '../parts/language.ts';

// The messages of the administrator's pages, one translator a catalogue.

export const tAdminFrame = translatorOf(administratorFrameMessages);
export const tAdminHistory = translatorOf(administratorHistoryMessages);
export const tAdminPeople = translatorOf(administratorPeopleMessages);
export const tAdminSettings = translatorOf(administratorSettingsMessages);
export const tAdminTerms = translatorOf(termsMessages);
export const tAdminViewers = translatorOf(administratorViewersMessages);
