import { join } from 'node:path';
import { isWeekErased } from '../core/organisation/erasure.ts';
import type { Problem } from '../core/problem.ts';
import { ok, type Result } from '../core/result.ts';
import { dayBounds, dayOf, type Zone } from '../core/time/calendar.ts';
import type { PauseLength } from '../ipc/employee.ts';
import { problemText } from '../messages/problem-text.ts';
import { keyPairOf } from '../seal/age.ts';
import { signerOf } from '../seal/signing.ts';
import type { ConsentDecisions } from './consent/consent-decisions.ts';
import type { ConsentLedger } from './consent/consent-ledger.ts';
import { heldWord } from './consent/consent-state.ts';
import { News } from './consent/notice-changes.ts';
import { openConsent } from './consent/open-consent.ts';
import { watchMarker, withdrawIfMarked } from './consent/withdrawal-marker.ts';
import { DayKeeper } from './day/day-keeper.ts';
import { headerFacts } from './day/header-facts.ts';
import { openDocuments } from './documents.ts';
import { DeviceAdmission } from './enrolment/device-card.ts';
import type { DeviceStore } from './enrolment/device-store.ts';
import type { Enrolled } from './enrolment/enrolment.ts';
import type { AgentKeys } from './enrolment/keys.ts';
import { erasingOf } from './erasures.ts';
import { Conductor } from './observe/conductor.ts';
import { IdleQuestions } from './observe/idle-questions.ts';
import type { Setups } from './page/setups.ts';
import type { AccessKeeper } from './policy/access-keeper.ts';
import { DocumentRefresh } from './policy/document-refresh.ts';
import { Gate } from './policy/gate.ts';
import { HoldTerms } from './policy/hold-terms.ts';
import type { OrganisationKeeper } from './policy/organisation-keeper.ts';
import { pauseOf, readPause, writePause } from './policy/pause.ts';
import { knownRecovery } from './policy/recovery-keys.ts';
import { SettingsKeeper } from './policy/settings-keeper.ts';
import { StaysHere } from './policy/stays-here.ts';
import type { CapturePlatform, Clock, RecordingSign, WebpEncoder } from './ports.ts';
import { Rights } from './rights/rights-service.ts';
import { Camera } from './screenshot/camera.ts';
import { ContactSheets } from './screenshot/contact-sheets.ts';
import { momentsFromSeed } from './screenshot/schedule.ts';
import { shotPermission } from './screenshot/shot-permission.ts';
import { SignKeeper } from './sign/sign-keeper.ts';
import { openTimesheets, type Timesheets } from './timesheet/open-timesheets.ts';
import { DerivedObjects } from './upload/derived-objects.ts';
import { followedBy } from './upload/post-upload.ts';
import { timesheetsAloneStore } from './upload/timesheets-alone-store.ts';
import { Uploader } from './upload/uploader.ts';
import type { Outbox } from './vault/outbox.ts';
import type { Vault } from './vault/vault.ts';

export interface AgentOptions extends Setups {
  readonly folder: string;
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
  readonly vault: Vault;
  readonly store: DeviceStore;
  readonly platform: CapturePlatform;
  /** Shows the person that something is recorded; without it up, nothing is recorded. */
  readonly recordingSign: RecordingSign;
  readonly encoder: () => Promise<WebpEncoder>;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly zone: Zone;
  readonly appVersion: string;
  readonly host: 'electron' | 'node';
  readonly onChange: () => void;
  /** Lines for the operator: what failed, never what was captured. */
  readonly log: (line: string) => void;
}

/** The agent of one unlocked person: everything between sensors and bucket, started. */
export interface Agent {
  readonly options: AgentOptions;
  readonly organisation: OrganisationKeeper;
  readonly access: AccessKeeper;
  readonly admission: DeviceAdmission;
  readonly ledger: ConsentLedger;
  readonly consent: ConsentDecisions;
  readonly news: News;
  readonly settings: SettingsKeeper;
  readonly gate: Gate;
  readonly sign: SignKeeper;
  readonly idle: IdleQuestions;
  readonly keeper: DayKeeper;
  readonly conductor: Conductor;
  readonly outbox: Outbox;
  readonly uploader: Uploader;
  readonly staysHere: StaysHere;
  readonly timesheets: Timesheets;
  readonly rights: Rights;
  problems(): Problem[];
  pause(length: PauseLength): Promise<Result<null>>;
  resume(): Promise<Result<null>>;
  /** Ends recording, keeps what was recorded, and tries for `flushMs` to send what may go. */
  stop(flushMs?: number): Promise<void>;
}

/** In force and on disk within one turn: a crash right after does not end a pause. */
function pauses({ vault, clock, zone }: AgentOptions, gate: Gate, conductor: Conductor) {
  const set = async (pause: Gate['pause']): Promise<Result<null>> => {
    let written: Result<void> = ok(undefined);
    await conductor.change(() => {
      gate.setPause(pause);
      written = writePause(vault, pause);
    });
    return written.ok ? ok(null) : written;
  };
  return {
    pause: (length: PauseLength) => set(pauseOf(length, clock.now(), zone)),
    resume: () => set(null),
  };
}

export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { folder, enrolled, keys, vault, platform, encoder, clock, random, zone, onChange, log } = options;
  const { person } = enrolled.enrolment;
  const { prefix } = enrolled.bucket;
  const { device } = keys;
  const { outbox } = vault;
  const employee = await keyPairOf(keys.identity);
  const { organisation, access } = await openDocuments(options);
  const staysHere = new StaysHere({ organisation, vault, clock, zone });
  outbox.withholdDays(() => staysHere.isAlone);
  const store = timesheetsAloneStore({
    ...{ store: options.store, prefix, person, device },
    isAlone: () => staysHere.isAlone,
  });
  const change = (mutate: () => void) => conductor.change(mutate);

  const { ledger, decisions: consent } = await openConsent({
    ...{ vault, enrolled, keys, employee, organisation, clock, change },
    onWritten: () => uploader.kick(),
  });
  const news = new News({
    ...{ vault, enrolled },
    organisation: () => organisation.current,
    access: () => access.current,
  });
  const settings = new SettingsKeeper({
    path: join(folder, 'settings.json'),
    organisation: () => organisation.current.settings,
    change,
    onTaken: (isValid) => {
      gate.setSettingsValid(isValid);
      idle.setAsked(settings.own?.idleQuestion ?? true);
    },
  });
  const gate = new Gate({
    ledger: () => ledger.records,
    terms: (purpose) => organisation.terms(purpose),
    hours: () => settings.effective?.hours ?? null,
    zone,
    lastDay: () => access.lastDay,
  });
  gate.setPause(readPause(vault));
  const sign = new SignKeeper({
    sign: options.recordingSign,
    gate,
    hasSecondsForCounts: () => platform.inputSeconds !== null,
    language: () => settings.own?.language ?? null,
  });

  const idle = new IdleQuestions({
    vault,
    endOfDay: (at) => dayBounds(dayOf(at, zone), zone).end,
    lastKnown: vault.hold.lastAt(),
  });
  const hold = new HoldTerms({
    ledger: () => ledger.records,
    terms: (purpose) => organisation.terms(purpose),
    holdMs: () => organisation.current.settings.holdMs,
  });
  // Of the recovery keys those of which the person has read.
  const recovery = () => knownRecovery(organisation.current, enrolled.organisation, ledger.records);
  const keeper = new DayKeeper({
    ...{ vault, person, device, prefix, zone, employee },
    sign: signerOf(keys.privateKey),
    recipients: (day) => [...access.viewersOf(day), ...recovery()],
    holdMs: () => hold.of([], clock.now()),
    heldFrom: (now) => idle.heldFrom(now),
    staysHere: (day) => staysHere.holds(day),
    erasedOn: (day, keyClass) => access.erasedOn(day, keyClass),
  });

  const derived = new DerivedObjects({
    ...{ vault, keeper, store, prefix, person, device, employee, zone, clock, random },
    privateKey: keys.privateKey,
    organisation: () => organisation.current,
    viewers: (day) => access.viewersOf(day),
    isErased: (day) => access.erasedOn(day, 'days') !== null,
    always: () => [...recovery(), employee.recipient],
    onProblem: (problem) => log(`What lies beside a day was not renewed yet. ${problemText('en', problem).what}`),
  });
  const admission = new DeviceAdmission({
    ...{ enrolled, keys, store },
    recipient: employee.recipient,
    at: clock.now(),
    access: () => access.current,
  });
  const timesheets = openTimesheets({
    ...{ vault, store, prefix, person, device, employee, organisation, ledger, clock, zone, random, onChange },
    access: () => access.current,
    isErased: (week) => isWeekErased(access.current.erasures, week),
    always: () => [...recovery(), employee.recipient],
    onProblem: (problem) => log(`A week was not sent yet. ${problemText('en', problem).what}`),
  });
  // With timesheets alone nothing lies beside a day.
  const postUpload = followedBy(timesheets.sender, derived, () => !staysHere.isAlone);
  const isAnyQueued = () =>
    outbox.nextAt() !== null || vault.derived.stale().length > 0 || timesheets.sender.nextAt() !== null;
  const erasing = erasingOf({ access, clock, keeper, weeks: timesheets.weeks, store, isAnyQueued, log });
  const uploader = new Uploader({
    ...{ folder, outbox, store, clock, random, onChange, postUpload, admission: erasing.before(admission) },
  });
  const sheets = new ContactSheets({
    ...{ vault, keeper, zone, encoder },
    now: () => clock.now(),
    onError: (error) => log(`The sheet of an hour was not made: ${nameOf(error)}`),
  });

  const conductor = new Conductor({
    ...{ platform, gate, keeper, idle, hold, sign, clock, onChange },
    camera: new Camera({
      screen: platform.screen,
      encoder,
      permission: () => shotPermission({ gate, settings, hold, clock }),
    }),
    settings: () => organisation.current.settings,
    rules: () => settings.effective?.rules ?? null,
    wantPaths: (isWanted) => options.browsers?.wantPaths(isWanted),
    moment: momentsFromSeed(Buffer.from(keys.seed, 'base64')),
    header: () =>
      headerFacts(options, {
        settings: organisation.current.settings,
        consentGiven: heldWord(ledger.records, clock.now()),
        hours: settings.effective?.hours ?? null,
      }),
    onReady: () => {
      uploader.kick();
      sheets.kick();
      settle().catch(() => log('A withdrawal could not be written down yet.'));
    },
    onNotKept: (problem) => log(`A picture was not kept. ${problemText('en', problem).what}`),
    onError: (where, error) => log(`${where} failed: ${nameOf(error)}`),
  });
  const heed = () => withdrawIfMarked(folder, consent, log);
  const settle = async (): Promise<void> => {
    await ledger.settle();
    await heed();
  };
  const rights = new Rights({ store, enrolled, keys, access, admission, organisation, vault, clock, zone });
  const refresh = new DocumentRefresh({
    ...{ organisation, access, admission, store, conductor, settings, consent, staysHere },
    onAccess: erasing.erase,
    onAsked: () => rights.deliver(),
    onChange: () => {
      // Weeks that have left may be for others to read now.
      uploader.kick();
      onChange();
    },
  });

  await erasing.erase();
  await heed();
  settings.read();
  const unwatchMarker = watchMarker(folder, () => void heed());
  const unwatchSettings = settings.watch();
  await conductor.start();
  await consent.followOrganisation();
  uploader.kick();
  refresh.start();
  return {
    ...{ options, organisation, access, admission, ledger, consent, news, settings, gate, sign, idle, keeper },
    ...{ conductor, outbox, uploader, staysHere, timesheets, rights },
    ...pauses(options, gate, conductor),
    problems: () => [
      ...settings.problems,
      ...[conductor.problem, admission.problem].filter((each) => each !== null),
      ...consent.problems,
      ...sign.problems,
    ],
    stop: async (flushMs = 5_000) => {
      unwatchSettings();
      unwatchMarker();
      refresh.stop();
      await sheets.stop();
      await conductor.stop();
      await uploader.flush(flushMs);
      await uploader.stop();
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
