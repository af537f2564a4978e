import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import { unwrap } from '../../../core/result.ts';
import { dayOf, hourMs, minuteMs, zoneSchema } from '../../../core/time/calendar.ts';
import { newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { identityProtector } from '../../../seal/protector.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { bucket, type Office } from '../../fixtures/organisation/offices.ts';

export const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

/** A new enrolment file of the office, for its person unless for another one. */
export function fileOf({ keys }: Office, card: Office['card']): string {
  const issuedAt = Date.now();
  return Buffer.from(
    signedEnrolment(keys, newEnrolment(keys, { card, bucket, issuedAt, expiresAt: issuedAt + 86_400_000 })),
  ).toString();
}

export async function accept({ service }: Employee, text: string): Promise<void> {
  const { id } = unwrap(await service.openInvitation({ text }));
  unwrap(await service.acceptInvitation({ id, isOfAge: true, passphrase: null }));
}

/** Somebody who accepted a file, agreed to two purposes and has some records. */
export async function enrolled() {
  const place = await newWorkplace({ holdMs: 0 });
  const protector = await identityProtector((await newKeyPair()).identity);
  const start = (change = {}) => place.start({ enrolled: null, protector, ...change });
  const employee = await start();
  const text = fileOf(place.office, place.office.card);
  await accept(employee, text);
  unwrap(await agreeOnPage(employee, ['apps', 'screenshots']));
  const agent = agentOf(employee);
  // Yesterday, so that its day is closed and goes out at once.
  const at = Date.now() - 24 * hourMs;
  const window = { start: at, end: at + minuteMs, appId: 'editor', appName: 'Editor', site: null, withheld: null };
  const day = dayOf(at, zoneSchema.parse('UTC'));
  unwrap(await agent.keeper.keep(day, [{ kind: 'window', ...window, title: 'A window of yesterday' }], at));
  unwrap(await agent.keeper.advance(Date.now(), 0));
  await agent.uploader.flush(20_000);
  expect([...place.store.objects.keys()].some((key) => key.includes('/activity/'))).toBe(true);
  const decisions = () => [...place.store.objects.keys()].filter((key) => key.includes('/consent/')).length;
  return { ...place, protector, start, employee, text, decisions, day };
}

/** Every file in the folder, by its path in it. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

export async function leave({ service }: Employee, removeHistory: boolean): Promise<void> {
  unwrap(await service.leave({ removeHistory }));
}
