import { describe, expect, it } from 'vitest';
import { adminLogKey, adminProbeKey, adminPublishedKey } from '../../bucket/administration/log-layout.ts';
import * as layout from '../../bucket/layout.ts';
import { rightAnswerKey, rightRequestKey } from '../../bucket/requests/right-layout.ts';
import { consentRecordSchema } from '../../core/consent/consent.ts';
import { linkSchema } from '../../core/day/chain.ts';
import { daySummarySchema, deviceStatusSchema } from '../../core/day/summary.ts';
import {
  daySchema,
  deviceIdSchema,
  personIdSchema,
  recordIdSchema,
  shotIdSchema,
  viewerIdSchema,
} from '../../core/ids.ts';
import {
  accessSchema,
  directoryPersonSchema,
  directorySchema,
  membershipSchema,
  teamRollSchema,
  viewerCertificateSchema,
} from '../../core/organisation/access.ts';
import { signedAnswerSchema, signedReplySchema } from '../../core/organisation/answer.ts';
import { confirmedDeviceSchema, deviceCardSchema } from '../../core/organisation/devices.ts';
import { erasureSchema } from '../../core/organisation/erasure.ts';
import {
  enrolmentSchema,
  organisationSchema,
  personCardSchema,
  purposeNoticeSchema,
  recordingSettingsSchema,
} from '../../core/organisation/organisation.ts';
import { administratorClaimSchema, rosterStepSchema } from '../../core/organisation/roster.ts';
import { viewReceiptSchema } from '../../core/organisation/view-receipt.ts';
import { monthSumsSchema } from '../../core/reports/month-sums.ts';
import { monthTextsSchema } from '../../core/reports/month-texts.ts';
import { periodDocumentSchema } from '../../core/reports/period-export.ts';
import { teamDocumentSchema } from '../../core/reports/team-export.ts';
import {
  askedRightSchema,
  rightAnswerSchema,
  rightLetterSchema,
  rightRequestSchema,
} from '../../core/rights/right-request.ts';
import { isoWeekSchema } from '../../core/time/iso-week.ts';
import { monthSchema } from '../../core/time/month.ts';
import { timesheetSchema } from '../../core/timesheet/timesheet.ts';
import { adminEntrySchema } from '../../org/administrators/log-entry.ts';
import { certificateSchema } from '../../org/erasure/certificate.ts';
import { viewerFileSchema, viewerSecretsSchema } from '../../viewer/session/viewer-file.ts';
import { firstColumn, pageAt, section } from './pages.ts';

const page = pageAt('docs/architecture.md');

/** Headings of the page, with the fields that have to be named below them. */
const formats: readonly (readonly [string, readonly string[]])[] = [
  [
    'Organisation',
    [organisationSchema, purposeNoticeSchema, recordingSettingsSchema].flatMap(({ shape }) => Object.keys(shape)),
  ],
  ['Enrolment', Object.keys(enrolmentSchema.shape)],
  [
    'Access',
    [
      ...Object.keys(accessSchema.shape),
      ...Object.keys(confirmedDeviceSchema.shape),
      ...Object.keys(accessSchema.shape.viewers.element.shape),
      ...Object.keys(erasureSchema.shape),
    ],
  ],
  [
    'Administrators',
    [rosterStepSchema, administratorClaimSchema, adminEntrySchema].flatMap(({ shape }) => Object.keys(shape)),
  ],
  ["Viewer's certificate", Object.keys(viewerCertificateSchema.shape)],
  [
    'Directory',
    [directorySchema, directoryPersonSchema, membershipSchema, teamRollSchema].flatMap(({ shape }) =>
      Object.keys(shape),
    ),
  ],
  ["Viewer's file", [...Object.keys(viewerFileSchema.shape), ...Object.keys(viewerSecretsSchema.shape)]],
  ["Person's card", Object.keys(personCardSchema.shape)],
  [
    'Certificate of an erasure',
    [
      certificateSchema,
      certificateSchema.shape.store,
      certificateSchema.shape.erased.element,
      certificateSchema.shape.list,
      certificateSchema.shape.left.element,
      certificateSchema.shape.stays.element,
      certificateSchema.shape.copies,
    ].flatMap(({ shape }) => Object.keys(shape)),
  ],
  ["Device's card", Object.keys(deviceCardSchema.shape)],
  ['Link', [...Object.keys(linkSchema.shape), ...Object.keys(linkSchema.shape.entries.element.shape)]],
  ['Day summary', Object.keys(daySummarySchema.shape)],
  ['Month', Object.keys(monthSumsSchema.shape)],
  [
    'What a search looks at',
    [...Object.keys(monthTextsSchema.shape), ...Object.keys(monthTextsSchema.shape.days.element.shape)],
  ],
  ['Latest', Object.keys(deviceStatusSchema.shape)],
  ['Receipt of a view', Object.keys(viewReceiptSchema.shape)],
  ['Period taken along', Object.keys(periodDocumentSchema.shape)],
  ['Report taken along', Object.keys(teamDocumentSchema.shape)],
  ['Answer', Object.keys(signedAnswerSchema.shape)],
  ['Reply', Object.keys(signedReplySchema.shape)],
  ['Request about a right', [rightRequestSchema, askedRightSchema].flatMap(({ shape }) => Object.keys(shape))],
  ['Answer about a right', [rightAnswerSchema, rightLetterSchema].flatMap(({ shape }) => Object.keys(shape))],
  ['Timesheet', [...Object.keys(timesheetSchema.shape), ...Object.keys(timesheetSchema.shape.lines.element.shape)]],
  ['Decision about consent', Object.keys(consentRecordSchema.shape)],
];

describe('docs/architecture.md', () => {
  it.each(formats)('names every field under “%s”', (heading, fields) => {
    const text = section(page, heading);
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.filter((field) => !text.includes(`\`${field}\``))).toEqual([]);
  });

  it('has the names of objects as bucket/layout.ts makes them', () => {
    const letters = 'abcdefghjkmnpqrstvwxyz0123';
    const person = personIdSchema.parse(letters);
    const device = deviceIdSchema.parse([...letters].reverse().join(''));
    const record = recordIdSchema.parse(`9${letters.slice(1)}`);
    const viewer = viewerIdSchema.parse(`7${letters.slice(1)}`);
    const shot = shotIdSchema.parse(`8${letters.slice(1)}`);
    const day = daySchema.parse('2026-03-31');
    const prefix = 'office/';
    const inDay = (name: string) => layout.dayObjectKey(prefix, { person, day, device }, name);
    const month = monthSchema.parse('2026-03');
    const week = isoWeekSchema.parse('2026-W23');
    const names = [
      layout.orgKey(prefix),
      adminLogKey(prefix, 1),
      adminPublishedKey(prefix, 1),
      adminProbeKey(prefix),
      layout.directoryKey(prefix, viewer),
      layout.cardKey(prefix, person),
      layout.accessKey(prefix, person),
      layout.deviceKey(prefix, person, device),
      layout.deviceStatusKey(prefix, person, device),
      layout.consentKey(prefix, person, device, record),
      layout.timesheetKey(prefix, person, device, week),
      layout.viewKey(prefix, person, viewer, record),
      layout.answerKey(prefix, person, viewer, record),
      rightRequestKey(prefix, person, device, 0),
      rightAnswerKey(prefix, person, 0),
      inDay(layout.dayKeyName('days')),
      inDay(layout.dayKeyName('shots')),
      inDay(layout.activityName(0)),
      inDay(layout.linkName(0)),
      inDay(layout.packName),
      inDay(layout.shotName(shot)),
      inDay(layout.sheetName(0)),
      inDay(layout.summaryName),
      layout.monthSumsKey(prefix, { person, month, device }),
      layout.monthTextsKey(prefix, { person, month, device }),
    ];
    const asWritten = names.map((name) =>
      name
        .replace(prefix, '<prefix>')
        .replace(person, '<person>')
        .replace(device, '<device>')
        .replace(record, '<id>')
        .replace(viewer, '<viewer>')
        .replace(shot, '<id>')
        .replace(day, '<day>')
        .replace(`/${month}/`, '/<month>/')
        .replace(week, '<week>')
        .replace('000000', '<seq>')
        .replace('000001', '<n>'),
    );
    expect(firstColumn(section(page, 'Objects in the bucket'))).toEqual(asWritten);
  });
});
