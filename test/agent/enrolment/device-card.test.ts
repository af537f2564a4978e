import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import { readEnrolment } from '../../../agent/enrolment/enrolment.ts';
import { deviceKey } from '../../../bucket/layout.ts';
import { deviceIdSchema } from '../../../core/ids.ts';
import { type DeviceCard, deviceCode } from '../../../core/organisation/devices.ts';
import { problem } from '../../../core/problem.ts';
import { unwrap } from '../../../core/result.ts';
import { minuteMs } from '../../../core/time/calendar.ts';
import { newDeviceId, newEnrolment } from '../../../org/enrolment.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { readDeviceCard, writeDeviceCard } from '../../../seal/device-card.ts';
import { newSigningPair } from '../../../seal/signing.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { bucket, confirmAsking, confirmIn, type Office } from '../../fixtures/organisation/offices.ts';

const placeOf = ({ card, enrolment }: Office) => ({
  person: card.person,
  device: deviceIdSchema.parse(enrolment.device),
  enrolmentKey: card.enrolmentKey,
});
const keyOf = (office: Office): string => deviceKey('', placeOf(office).person, placeOf(office).device);
const statusOf = async (employee: Employee) => unwrap(await employee.service.status({}));

/** Somebody else with the same file was first. */
async function takeBySomebody(office: Office): Promise<{ card: DeviceCard; bytes: Uint8Array }> {
  const signing = newSigningPair();
  const { recipient } = await newKeyPair();
  const { person, device, enrolmentKey } = placeOf(office);
  const card: DeviceCard = {
    format: 'plainsight-device/2',
    ...{ person, device, publicKey: signing.publicKey, recipient, at: 1 },
  };
  return { card, bytes: writeDeviceCard(card, signing.privateKey, enrolmentKey) };
}

describe('the card of an agent', () => {
  it('goes first and once, under the id of the enrolment, with a code that the page shows until it is confirmed', async () => {
    const { office, store, start } = await newWorkplace({ holdMs: 0 });
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    await employee.agent()?.uploader.flush();
    const puts = store.calls.filter(({ verb }) => verb === 'put').map(({ key }) => key);
    const own = puts.filter(
      (key) => key.startsWith(`people/${office.card.person}/`) && !/(card\.age|access\.json)$/.test(key),
    );
    expect(own[0]).toBe(keyOf(office));
    expect(own.filter((key) => key === keyOf(office))).toHaveLength(1);
    const card = readDeviceCard(store.objects.get(keyOf(office)) ?? new Uint8Array(), placeOf(office));
    if (card === null) throw new Error('no card');
    expect((await statusOf(employee)).device).toEqual({ code: deviceCode(card), isConfirmed: false, last: null });
    await confirmAsking(office, store);
    const agent = employee.agent();
    expect(await agent?.access.refresh(store, new AbortController().signal)).toBe(true);
    expect((await statusOf(employee)).device).toEqual({ code: deviceCode(card), isConfirmed: true, last: null });
  });

  it('is its own of an earlier start', async () => {
    const { office, store, start } = await newWorkplace();
    const first = await start();
    await first.agent()?.uploader.flush();
    const bytes = store.objects.get(keyOf(office));
    await first.close();
    const again = await start();
    await again.agent()?.uploader.flush();
    expect((await statusOf(again)).upload.problem).toBeNull();
    expect(store.objects.get(keyOf(office))).toBe(bytes);
  });

  it('is put again where it is gone before it was confirmed, and not asked for any more after', async () => {
    const { office, store, start } = await newWorkplace();
    const first = await start();
    await first.agent()?.uploader.flush();
    await first.close();
    store.objects.delete(keyOf(office));
    const second = await start();
    await second.agent()?.uploader.flush();
    expect(store.objects.has(keyOf(office))).toBe(true);
    await confirmAsking(office, store);
    await second.agent()?.access.refresh(store, new AbortController().signal);
    await second.close();
    store.calls.length = 0;
    const third = await start();
    await third.agent()?.uploader.flush();
    expect(store.calls.filter(({ key }) => key === keyOf(office))).toEqual([]);
  });

  it('is tried again where the bucket does not answer, and nothing goes before it', async () => {
    const { office, store, start } = await newWorkplace({ holdMs: 0 });
    const denied = problem('store-denied', { accessKeyId: 'PSKEY', object: 'day.age', bucket: 'plainsight' });
    store.refuse = (verb, key) => (verb === 'put' && key === keyOf(office) ? denied : null);
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    await employee.agent()?.uploader.flush();
    const before = [...store.objects.keys()].filter((key) => /\/(days|consent|latest)\//.test(key));
    expect(before).toEqual([]);
    expect((await statusOf(employee)).upload.problem).toMatchObject({ code: 'store-denied' });
    store.refuse = () => null;
    await employee.agent()?.uploader.flush();
    expect([...store.objects.keys()].some((key) => key.includes('/consent/'))).toBe(true);
    expect((await statusOf(employee)).upload.problem).toBeNull();
  });

  it.each(['in the bucket', 'confirmed by the organisation'])(
    'of somebody else %s stops every upload, is said, and recording goes on',
    async (where) => {
      const { office, store, start } = await newWorkplace({ holdMs: 0 });
      const other = await takeBySomebody(office);
      if (where === 'in the bucket') store.objects.set(keyOf(office), other.bytes);
      else await confirmIn(office, store, other.card);
      const employee = await start();
      await employee.agent()?.access.refresh(store, new AbortController().signal);
      unwrap(await agreeOnPage(employee, ['apps']));
      await employee.agent()?.uploader.flush();
      const { problems, upload, device, purposes } = await statusOf(employee);
      expect(upload.problem).toMatchObject({ code: 'device-taken' });
      expect(problems.map(({ code }) => code)).toContain('device-taken');
      expect(device?.isConfirmed).toBe(false);
      expect(device?.code).not.toBe(deviceCode(other.card));
      expect(purposes.find(({ purpose }) => purpose === 'apps')?.state).toBe('recording');
      expect([...store.objects.keys()].filter((key) => /\/(days|consent|latest)\//.test(key))).toEqual([]);
      if (where === 'in the bucket') expect(store.objects.get(keyOf(office))).toBe(other.bytes);
    },
  );

  it('finds something in its place that is larger than any card: it was taken, and nothing is sent', async () => {
    const { office, store, start } = await newWorkplace({ holdMs: 0 });
    store.objects.set(keyOf(office), new Uint8Array(100_000));
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    await employee.agent()?.uploader.flush();
    expect((await statusOf(employee)).upload.problem).toMatchObject({ code: 'device-taken' });
    expect([...store.objects.keys()].filter((key) => /\/(days|consent|latest)\//.test(key))).toEqual([]);
  });

  it('is not of another device’s enrolment: keys stay what they are', async () => {
    const { office, start, folder } = await newWorkplace();
    await (await start()).close();
    const { card, keys } = office;
    const other = newEnrolment(keys, { card, device: newDeviceId(), bucket, issuedAt: 0, expiresAt: 1e15 });
    const enrolled = unwrap(readEnrolment(JSON.parse(JSON.stringify(other))));
    await expect(start({ enrolled, folder })).rejects.toMatchObject({ problem: { code: 'enrolment-device' } });
    const elsewhere = await start({ enrolled, folder: newFolder() });
    expect(elsewhere.agent()?.options.keys.device).toBe(other.device);
  });
});

it('an agent that is not confirmed asks within seconds, then once a minute; a confirmed one every quarter of an hour', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { DocumentRefresh } = await import('../../../agent/policy/document-refresh.ts');
  let isConfirmed = false;
  let asked = 0;
  const refresh = new DocumentRefresh({
    staysHere: { note: () => {} },
    access: { refresh: async () => ++asked < 0 },
    organisation: { refresh: async () => ({ changed: false, problem: null }) },
    admission: {
      get isConfirmed() {
        return isConfirmed;
      },
    },
    onAsked: async () => {},
    onChange: () => {},
  } as unknown as ConstructorParameters<typeof DocumentRefresh>[0]);
  refresh.start();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBeGreaterThanOrEqual(3);
  await vi.advanceTimersByTimeAsync(5 * minuteMs);
  const before = asked;
  await vi.advanceTimersByTimeAsync(10 * minuteMs);
  expect(asked - before).toBe(10);
  isConfirmed = true;
  await vi.advanceTimersByTimeAsync(minuteMs);
  const confirmed = asked;
  await vi.advanceTimersByTimeAsync(14 * minuteMs);
  expect(asked).toBe(confirmed);
  refresh.stop();
});
