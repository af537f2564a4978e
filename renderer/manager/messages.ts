import { managerApprovalsMessages } from '../../messages/manager/approvals.ts';
import { managerExportMessages } from '../../messages/manager/export.ts';
import { managerFrameMessages } from '../../messages/manager/frame.ts';
import { managerPeopleMessages } from '../../messages/manager/people.ts';
import { managerQuestionsMessages } from '../../messages/manager/questions.ts';
import { managerReviewMessages } from '../../messages/manager/review.ts';
import { managerSearchMessages } from '../../messages/manager/search.ts';
import { managerTeamsMessages } from '../../messages/manager/teams.ts';
import { managerTimesheetsMessages } from '../../messages/manager/timesheets.ts';
import { translatorOf } from '../parts/language.ts';

// The messages of the manager's pages, one translator a catalogue.

export const tApprovals = translatorOf(managerApprovalsMessages);
export const tExport = translatorOf(managerExportMessages);
export const tFrame = translatorOf(managerFrameMessages);
export const tPeople = translatorOf(managerPeopleMessages);
export const tReview = translatorOf(managerReviewMessages);
export const tQuestions = translatorOf(managerQuestionsMessages);
export const tSearch = translatorOf(managerSearchMessages);
export const tTeams = translatorOf(managerTeamsMessages);
export const tTimesheets = translatorOf(managerTimesheetsMessages);
