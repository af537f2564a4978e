import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import type { Client } from '../../../ipc/contract.ts';
import type { EmployeeContract } from '../../../ipc/employee.ts';
import { type Identity, newKeyPair } from '../../../seal/age.ts';
import { openEmbeddedOffice, type TestOffice } from '../../journeys/scenes/offices.ts';
import { clock, noonZone } from '../../journeys/scenes/recorded-person.ts';
import { pageCalls } from './page-calls.ts';
import type { Side, StartedAgent } from './sides.ts';

/** Programs last: what is known of a window is then whole from its first moment. */
export const agreed: readonly Purpose[] = ['titles', 'input-counts', 'presence', 'screenshots', 'apps'];

export interface RecordedSide {
  readonly office: TestOffice;
  readonly agent: StartedAgent;
  /** Everything that the agent keeps. */
  readonly folder: string;
  /** Opens the agent's keys. */
  readonly unlock: Identity;
  readonly page: Client<EmployeeContract>;
}

export const idleAfterMs = 10_000;
const settings = { shotIntervalMs: 4_000, holdMs: 1_000, journalMs: 1_000, segmentMs: 3_000, idleAfterMs };

/** A person of an office of their own accepts and agrees on their page, and is recorded. */
export async function recordedOn(
  side: Side,
  rules: readonly object[] = [],
  { journalMs = settings.journalMs } = {},
): Promise<RecordedSide> {
  const office = await openEmbeddedOffice(join(side.folder, 'office-and-proxy'), { ...settings, journalMs });
  const folder = join(side.folder, 'agent');
  const unlock = (await newKeyPair()).identity;
  await mkdir(folder, { mode: 0o700 });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ rules }));
  await writeFile(join(side.folder, 'unlock.key'), `${unlock}\n`, { mode: 0o600 });
  const file = join(side.folder, 'agent.json');
  const told = {
    enrolment: JSON.parse(office.enrolmentFile),
    folder: side.path(folder),
    unlockIdentityFile: side.path(join(side.folder, 'unlock.key')),
    zone: noonZone(clock.now()),
    page: { port: 0 },
  };
  await writeFile(file, JSON.stringify(told));
  const agent = side.startAgent(file);
  await said(agent, /"event":"invitation"/);
  const page = await pageCalls(folder);
  const invitation = unwrap(await page.invitation({}));
  if (invitation === null) throw new Error('no invitation');
  unwrap(await page.acceptInvitation({ id: invitation.id, isOfAge: true, passphrase: null }));
  for (const purpose of agreed) {
    const { purposes } = unwrap(await page.consent({}));
    const notice = purposes.find((each) => each.purpose === purpose)?.notice ?? '';
    unwrap(await page.setConsent({ purpose, agreed: true, notice }));
  }
  await said(agent, /"purpose":"apps","state":"recording"/);
  return { office, agent, folder, unlock, page };
}

/** Answers once the agent has printed what fits. Rejects when it ends before that. */
export async function said(agent: StartedAgent, what: RegExp): Promise<void> {
  let hasEnded = false;
  void agent.ended.then(() => {
    hasEnded = true;
  });
  for (;;) {
    const isOver = hasEnded;
    const text = await agent.said();
    if (what.test(text)) return;
    if (isOver) throw new Error(`the agent ended before it said ${what}:\n${text.slice(-3_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
