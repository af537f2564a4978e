import { createHash } from 'node:crypto';
import { classFolder, personFolder, recordClasses } from '../../bucket/layout.ts';
import { ownerGrant } from '../../bucket/rights.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { Secret } from '../../bucket/secret.ts';
import type { Reason } from '../../core/reason.ts';
import { unwrap } from '../../core/result.ts';
import type { OpenedDay } from '../../ipc/manager-day.ts';
import type { OfficeApp } from '../demo/demo-app.ts';
import type { Driven } from './tour-script.ts';

/** What the tour captured, as `--report` writes it. Times UTC ms. */
export interface TourReport {
  /** By the tour, which drove the page as its made-up person. */
  readonly consentGiven: string;
  readonly day: string;
  readonly zone: string;
  readonly windows: readonly {
    appId: string | null;
    appName: string | null;
    title: string | null;
    start: number;
    end: number;
    ms: number;
    withheld: string | null;
  }[];
  readonly apps: readonly { appId: string | null; appName: string | null; ms: number }[];
  readonly states: readonly { start: number; end: number; state: string; reason: Reason | null }[];
  readonly counts: { keys: number; clicks: number; scrolls: number };
  /** What was really typed, clicked and scrolled while recording was on. */
  readonly driven: Driven;
  readonly shots: readonly {
    id: string;
    at: number;
    monitor: string;
    width: number;
    height: number;
    sameAs: string | null;
    covered: number;
  }[];
  readonly objects: readonly { key: string; bytes: number; sha256: string }[];
  readonly chain: OpenedDay['devices'][number]['chain'];
  /** Screenshots of the pages (PNG). */
  readonly pages: string[];
  readonly addresses: { manager: string; employee: string };
  readonly folder: string;
  readonly recoveryFiles: readonly string[];
  /** Of this demonstration only: opens the viewer's key and the recovery files. */
  readonly passphrase: string | null;
}

/** Opens the tour's day as the manager does, and lists what is in the bucket. */
export async function readTour(app: OfficeApp, folder: string, driven: Driven): Promise<TourReport> {
  const { service } = app.manager;
  const person = unwrap(await service.people({}))[0];
  if (person === undefined) throw new Error('the tour has no person');
  const day = unwrap(await service.days({ person: person.person }))[0];
  if (day === undefined) throw new Error('the tour recorded no day');
  const opened = unwrap(await service.openDay({ person: person.person, day: day.day, reason: 'Tour' }));
  const part = opened.devices[0];
  if (part?.view == null) throw new Error('the tour’s day does not open');
  const { view, chain } = part;
  return {
    consentGiven: view.headers.at(-1)?.consentGiven ?? 'none',
    day: day.day,
    zone: view.zone,
    windows: view.windows.map(({ appId, appName, title, start, end, withheld }) => ({
      appId,
      appName,
      title,
      start,
      end,
      ms: end - start,
      withheld,
    })),
    apps: view.apps,
    states: view.states,
    counts: { keys: view.totals.keys, clicks: view.totals.clicks, scrolls: view.totals.scrolls },
    driven,
    shots: view.shots,
    objects: await listObjects(app, person.person),
    chain,
    pages: [],
    addresses: { manager: app.host.address('manager'), employee: app.host.address('employee') },
    folder,
    recoveryFiles: app.office.recoveryFiles,
    passphrase: app.office.passphrase,
  };
}

async function listObjects(app: OfficeApp, person: Parameters<typeof personFolder>[1]): Promise<TourReport['objects']> {
  // A viewer's credential lists days only; the office's owner lists all there is.
  const { credentials } = app.office.store;
  const owner = credentials.add(ownerGrant, 'tour');
  const secretAccessKey = new Secret(owner.secretAccessKey);
  const store = openS3Store({ ...app.viewerFile.bucket, accessKeyId: owner.accessKeyId, secretAccessKey });
  try {
    const { prefix } = app.viewerFile.bucket;
    const folders = [personFolder(prefix, person), ...recordClasses.map((each) => classFolder(prefix, each, person))];
    const listed = (await Promise.all(folders.map((folder) => store.list(folder)))).flatMap(unwrap);
    const objects: { key: string; bytes: number; sha256: string }[] = [];
    for (const { key, bytes } of listed) {
      const body = unwrap(await store.get(key));
      objects.push({ key, bytes, sha256: createHash('sha256').update(body).digest('hex') });
    }
    return objects;
  } finally {
    store.close();
    credentials.remove(owner.accessKeyId);
  }
}

/** The report in a few lines for a person. Each is one line of the terminal: titles stand in them as they were read. */
export function sayTour(report: TourReport): string[] {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return [
    '',
    `Captured on ${report.day} (${report.zone}), agreed to by the tour on the page:`,
    ...report.windows.map(
      ({ appName, title, ms, withheld }) =>
        `  ${seconds(ms).padStart(7)}  ${withheld === 'rule' ? '(excluded by a rule: nothing kept)' : `${appName ?? ''} — ${title ?? ''}`}`,
    ),
    `  keys ${report.counts.keys} (typed ${report.driven.keys}) · clicks ${report.counts.clicks} (${report.driven.clicks}) · wheel steps ${report.counts.scrolls} (${report.driven.scrolls})`,
    `  screenshots ${report.shots.length}, of which ${report.shots.filter(({ sameAs }) => sameAs !== null).length} unchanged; private windows covered on ${report.shots.filter(({ covered }) => covered > 0).length}`,
    `  in the bucket: ${report.objects.length} objects, ${(report.objects.reduce((sum, { bytes }) => sum + bytes, 0) / 1024).toFixed(0)} KB, all encrypted`,
    `  chain: ${report.chain.state === 'broken' ? 'BROKEN' : `${report.chain.links} links verified, ${report.chain.faults.length} faults`}${report.chain.state === 'open' ? ' (today is still open)' : ''}`,
    ...report.pages.map((path) => `  page: ${path}`),
  ];
}
