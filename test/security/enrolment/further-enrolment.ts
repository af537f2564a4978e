import type { Employee } from '../../../agent/employee.ts';
import { unsealEnrolment } from '../../../agent/enrolment/acceptance.ts';
import { type EnrolmentFile, readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import type { EmployeeOptions } from '../../../agent/session.ts';
import { openInvitation } from '../../../cli/agent/agent-enrolment.ts';
import type { DeviceId } from '../../../core/ids.ts';
import { type Result, unwrap } from '../../../core/result.ts';
import { newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { identityProtector } from '../../../seal/protector.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { bucket } from '../../fixtures/organisation/offices.ts';

export const dayMs = 86_400_000;

export const elsewhere: [string, Record<string, unknown>, string][] = [
  ['another host', { endpoint: 'https://other.example' }, 'bucket plainsight at other.example'],
  ['another port', { endpoint: 'https://bucket.example:444' }, 'bucket plainsight at bucket.example:444'],
  ['another path of the host', { endpoint: 'https://bucket.example/s3' }, 'bucket plainsight at bucket.example/s3'],
  ['another bucket', { bucket: 'other' }, 'bucket other at bucket.example'],
  ['another folder in the bucket', { prefix: 'other' }, 'bucket plainsight/other at bucket.example'],
];

/** Somebody who accepted an enrolment on their page, and whose agent can be started again. */
export async function enrolled() {
  const place = await newWorkplace({ holdMs: 0 });
  const protector = await identityProtector((await newKeyPair()).identity);
  const stores = new Map<string, MemoryStore>();
  const start = (change: Partial<EmployeeOptions> = {}): Promise<Employee> =>
    place.start({
      enrolled: null,
      protector,
      openStore: ({ endpoint, bucket: name, prefix }) => {
        const at = `${endpoint}/${name}/${prefix}`;
        const store = stores.get(at) ?? (stores.size === 0 ? place.store : new MemoryStore());
        stores.set(at, store);
        return store;
      },
      ...change,
    });
  const { keys, card } = place.office;
  const file = (change: object = {}, about: { device?: DeviceId; at?: number } = {}): EnrolmentFile => {
    const at = about.at ?? Date.now();
    const device = about.device === undefined ? {} : { device: about.device };
    const made = newEnrolment(keys, {
      card,
      bucket: { ...bucket, ...change },
      issuedAt: at,
      expiresAt: at + dayMs,
      ...device,
    });
    return unwrap(readEnrolmentFile(Buffer.from(signedEnrolment(keys, made)).toString()));
  };
  const employee = await start();
  const first = file();
  const { id } = unwrap(await employee.service.openInvitation({ text: first.text }));
  unwrap(await employee.service.acceptInvitation({ id, isOfAge: true, passphrase: null }));
  const { device } = first.enrolled.enrolment;
  const accepted = async () => unwrap(await unsealEnrolment(place.folder, protector));
  /** As the settings of an agent without a window name it. */
  const given = (further: EnrolmentFile) =>
    openInvitation({ folder: place.folder, enrolment: further }, protector, Date.now());
  return { ...place, protector, stores, start, file, employee, first, device, accepted, given };
}

export function refusal<T>(result: Result<T>) {
  if (result.ok) throw new Error('it was taken');
  return result.problem;
}
