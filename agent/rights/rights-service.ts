import type { ObjectStore } from '../../bucket/object-store.ts';
import { type ReadRights, readRights } from '../../bucket/requests/right-reading.ts';
import { rightRecipients } from '../../bucket/requests/right-recipients.ts';
import { type RecordId, recordIdSchema } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { lawOf } from '../../core/rights/right-deadline.ts';
import type { AskedRight, SignedRightRequest } from '../../core/rights/right-request.ts';
import { rightsStanding } from '../../core/rights/right-standing.ts';
import { dayOf, hourMs, type Zone } from '../../core/time/calendar.ts';
import { Turns } from '../../core/turns.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { RightsState } from '../../ipc/rights/employee-rights.ts';
import { keyPairOf } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import type { DeviceAdmission } from '../enrolment/device-card.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AgentKeys } from '../enrolment/keys.ts';
import type { AccessKeeper } from '../policy/access-keeper.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import { mostKeptRights, RightLog } from './right-log.ts';

type RightsCalls = Pick<Service<EmployeeContract>, 'rights' | 'askRight' | 'withdrawRight'>;

export interface RightsPort {
  readonly store: ObjectStore;
  readonly enrolled: {
    readonly enrolment: Pick<Enrolled['enrolment'], 'person'>;
    readonly bucket: Pick<Enrolled['bucket'], 'prefix'>;
  };
  readonly keys: Pick<AgentKeys, 'device' | 'identity' | 'privateKey' | 'publicKey'>;
  readonly access: Pick<AccessKeeper, 'current'>;
  readonly admission: Pick<DeviceAdmission, 'problem'>;
  readonly organisation: Pick<OrganisationKeeper, 'current' | 'roster'>;
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  readonly clock: Clock;
  readonly zone: Zone;
}

const mostADay = 10;

/** What the person asks of their rights: their own act, in the way of which no purpose and no pause stands. */
export class Rights {
  readonly #port: RightsPort;
  readonly #log: RightLog;
  readonly #turns = new Turns();

  constructor(port: RightsPort) {
    const { store, enrolled, keys, vault } = port;
    this.#port = port;
    this.#log = new RightLog({
      ...{ vault, store, prefix: enrolled.bucket.prefix, person: enrolled.enrolment.person, ...keys },
      recipients: async () => [(await keyPairOf(keys.identity)).recipient, ...this.#desk()],
    });
  }

  get calls(): RightsCalls {
    return {
      rights: () => this.#turns.take(async () => ok(await this.#state())),
      askRight: ({ asked }) => this.#turns.take(() => this.#ask(asked)),
      withdrawRight: ({ id }) => this.#turns.take(() => this.#withdraw(id)),
    };
  }

  /** Sends what had not reached the bucket; asks nobody where nothing waits. */
  async deliver(): Promise<void> {
    if (this.#log.isOwed) await this.#turns.take(async () => this.#delivered());
  }

  #desk() {
    const { current, roster } = this.#port.organisation;
    return rightRecipients(current, roster);
  }

  async #read(): Promise<Result<ReadRights>> {
    const { store, enrolled, keys, access, organisation } = this.#port;
    const { device, publicKey, identity } = keys;
    return readRights({
      ...{ store, prefix: enrolled.bucket.prefix, person: enrolled.enrolment.person, identities: [identity] },
      // What this computer signed is the person's word to themselves before anybody confirms it.
      devices: [...access.current.devices.filter((each) => each.device !== device), { device, publicKey }],
      organisationKeys: organisation.roster.ever,
    });
  }

  async #delivered(): Promise<Result<{ read: ReadRights; there: Set<RecordId> }>> {
    const read = await this.#read();
    if (!read.ok) return read;
    // Another computer has this device's place: nothing is sent under its name.
    const { problem: obstacle } = this.#port.admission;
    const there =
      obstacle === null ? await this.#log.deliver(read.value) : new Set(read.value.requests.map(({ said }) => said.id));
    return ok({ read: read.value, there });
  }

  async #state(): Promise<RightsState> {
    const { organisation, clock, zone } = this.#port;
    const done = await this.#delivered();
    const own = await this.#log.own();
    const inBucket = done.ok ? done.value.read.requests : [];
    const known = new Set(inBucket.map(({ said }) => said.id));
    const here = own.filter(({ said }) => !known.has(said.id)).map(({ said }) => ({ said, arrivedAt: 0 }));
    const answers = done.ok ? done.value.read.answers : [];
    const isThere = (id: RecordId): boolean =>
      done.ok
        ? done.value.there.has(id) || answers.some(({ said }) => said.of === id)
        : own.some((each) => each.said.id === id && each.isThere);
    const { name, controller } = organisation.current;
    return {
      requests: rightsStanding([...inBucket, ...here], answers, dayOf(clock.now(), zone)).map((each) => ({
        ...each,
        isThere: isThere(each.id),
      })),
      ...{ organisation: name, controller, law: lawOf(controller.jurisdiction), isTaken: this.#desk().length > 0 },
      unread: done.ok ? done.value.read.unread : 0,
      missing: done.ok ? done.value.read.missing : 0,
      problem: done.ok ? null : done.problem,
    };
  }

  async #ask(asked: AskedRight): Promise<Result<{ id: RecordId; isThere: boolean }>> {
    const { jurisdiction } = this.#port.organisation.current.controller;
    return this.#say({ does: 'ask', law: lawOf(jurisdiction), asked });
  }

  async #withdraw(id: RecordId): Promise<Result<null>> {
    const state = await this.#state();
    const found = state.requests.find((each) => each.id === id);
    if (found === undefined) return fail(problem('right-unknown'));
    if (found.due === null) return fail(problem('right-over'));
    const said = await this.#say({ does: 'withdraw', of: id });
    return said.ok ? ok(null) : said;
  }

  async #say(says: SignedRightRequest['says']): Promise<Result<{ id: RecordId; isThere: boolean }>> {
    const { clock, zone, organisation } = this.#port;
    const { contact, email } = organisation.current.controller;
    if (this.#desk().length === 0) return fail(problem('right-nobody', { contact, email }));
    const now = clock.now();
    const own = await this.#log.own();
    // A clock that was set back makes nobody wait longer than a day.
    const recent = own.filter(({ said }) => Math.abs(now - said.at) < 24 * hourMs);
    // What is taken back needs no patience; and nothing that was asked makes room for more.
    const most = says.does === 'ask' ? mostADay : 2 * mostADay;
    if (recent.length >= most || own.length >= mostKeptRights) return fail(problem('rights-too-many', { most }));
    const id = randomId(recordIdSchema);
    const kept = await this.#log.add({ id, at: now, on: dayOf(now, zone), says });
    if (!kept.ok) return kept;
    const done = await this.#delivered();
    return ok({ id, isThere: done.ok && done.value.there.has(id) });
  }
}
