import { gzipSync } from 'node:zlib';
import { accessKey, cardKey, deviceKey, deviceStatusKey, monthSumsKey, monthTextsKey } from '../../bucket/layout.ts';
import type { DeviceStatus } from '../../core/day/summary.ts';
import type { DeviceCard } from '../../core/organisation/devices.ts';
import type { PersonCard } from '../../core/organisation/organisation.ts';
import type { MonthSums } from '../../core/reports/month-sums.ts';
import { laidTogether, type MonthTexts } from '../../core/reports/month-texts.ts';
import { type Month, monthOf } from '../../core/time/month.ts';
import { firstAccess } from '../../org/access.ts';
import { writeDeviceCard } from '../../seal/device-card.ts';
import { signDocument } from '../../seal/signing.ts';
import { at } from './at.ts';
import { seededSeal } from './bucket/seeded-seal.ts';
import type { Cast } from './cast.ts';
import type { DatedDay } from './dated-day.ts';
import type { PlannedObject } from './office-objects.ts';
import type { PersonDay } from './person-day.ts';
import { evening, type OfficePlan, variantOf, zone } from './plan.ts';

/** What the objects of people are made from. */
export interface PersonSource {
  readonly plan: OfficePlan;
  readonly cast: Cast;
  dated(variant: number, day: number): DatedDay;
  day(worker: number, day: number): Pick<PersonDay, 'summary'>;
}

/** What lies beside the days of one person: their access, card, device and latest, and the months that are laid together. */
export async function personObjects(bodies: PersonSource, index: number): Promise<PlannedObject[]> {
  const { plan, cast } = bodies;
  const { seeded, workers } = plan;
  const { organisation, recovery, viewer, viewerIdentity } = cast;
  const { person, device, name, enrolmentKey } = at(workers, index);
  const employee = await cast.employee(index);
  const signing = cast.signing(index);
  const devices = [at(await cast.devices(), index)];
  const card: PersonCard = { format: 'plainsight-card/2', person, name, zone, devices };
  const deviceCard: DeviceCard = {
    format: 'plainsight-device/2',
    person,
    device,
    publicKey: signing.publicKey,
    recipient: employee.recipient,
    at: evening,
  };
  const access = { ...firstAccess(person, [viewer.certificate], evening), devices };
  const signed = (document: unknown) => signDocument(document, organisation.signing.privateKey);
  return [
    { key: accessKey('', person), make: () => Buffer.from(signed(access)) },
    {
      key: cardKey('', person),
      make: () => seededSeal(seeded, `card ${person}`, [viewerIdentity, ...recovery], signed(card)),
    },
    {
      key: deviceKey('', person, device),
      make: () => Buffer.from(writeDeviceCard(deviceCard, signing.privateKey, enrolmentKey)),
    },
    {
      key: deviceStatusKey('', person, device),
      make: () => {
        const latest = signDocument(deviceStatusOf(bodies, index), signing.privateKey);
        return seededSeal(seeded, `latest ${person}`, [employee, viewerIdentity, ...recovery], latest);
      },
    },
    ...plan.months.map((month) => ({
      key: monthSumsKey('', { person, month, device }),
      make: () => {
        const packed = gzipSync(signDocument(monthSumsOf(bodies, index, month), signing.privateKey), { level: 9 });
        return seededSeal(seeded, `month ${person} ${month}`, [viewerIdentity, ...recovery, employee], packed);
      },
    })),
    ...plan.months.map((month) => ({
      key: monthTextsKey('', { person, month, device }),
      make: () => {
        const packed = gzipSync(signDocument(monthTextsOf(bodies, index, month), signing.privateKey), { level: 9 });
        const filled = Buffer.alloc(Math.ceil(packed.length / stepBytes) * stepBytes);
        packed.copy(filled);
        return seededSeal(seeded, `texts ${person} ${month}`, [viewerIdentity, ...recovery, employee], filled);
      },
    })),
  ];
}

/** As agents fill it up. */
const stepBytes = 16 * 1024;

/** All days but the last one, which is not over: it is opened. */
function monthTextsOf(bodies: PersonSource, index: number, month: Month): MonthTexts {
  const { workers, days } = bodies.plan;
  const { person, device } = at(workers, index);
  const texts = days
    .slice(0, -1)
    .flatMap((day, each) => (monthOf(day) === month ? [bodies.dated(variantOf(index, each), each).texts] : []));
  return { format: 'plainsight-texts/1', person, device, month, version: 1, ...laidTogether(texts) };
}

function monthSumsOf(bodies: PersonSource, index: number, month: Month): MonthSums {
  const { workers, days } = bodies.plan;
  const { person, device } = at(workers, index);
  const summaries = days.flatMap((day, each) => (monthOf(day) === month ? [bodies.day(index, each).summary] : []));
  return {
    format: 'plainsight-month/1',
    person,
    device,
    month,
    version: 1,
    days: summaries.map(({ format: _, person: __, device: ___, ...day }) => ({ ...day, final: true })),
  };
}

function deviceStatusOf(bodies: PersonSource, index: number): DeviceStatus {
  const { workers, days } = bodies.plan;
  const { person, device } = at(workers, index);
  const last = days.length - 1;
  const { sums, strip } = bodies.dated(variantOf(index, last), last);
  const { day, first, last: until, totals } = sums;
  return {
    format: 'plainsight-latest/1',
    person,
    device,
    at: evening,
    day,
    zone,
    first,
    last: until,
    recordedMs: totals.recordedMs,
    stateMs: totals.stateMs,
    strip: [...strip],
    waiting: sums.entries.filter(({ needsApproval }) => needsApproval).map((entry) => ({ ...entry, day })),
  };
}
