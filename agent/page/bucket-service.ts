import { AnswersReader } from '../../bucket/answers.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import { publicKeySchema } from '../../seal/signing.ts';
import { acceptedAnswers } from '../day/accepted-answers.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AgentKeys } from '../enrolment/keys.ts';
import type { AccessKeeper } from '../policy/access-keeper.ts';
import type { Vault } from '../vault/vault.ts';
import { AccessLogReader } from './access-log.ts';

type BucketCalls = Pick<Service<EmployeeContract>, 'views' | 'answers'>;

export interface BucketPort {
  readonly store: ObjectStore;
  readonly enrolled: Pick<Enrolled, 'enrolment' | 'bucket'>;
  readonly keys: Pick<AgentKeys, 'identity'>;
  readonly access: Pick<AccessKeeper, 'current'>;
  readonly vault: Pick<Vault, 'receipts' | 'fact' | 'setFact'>;
}

/** What others wrote to the person in the bucket: receipts of access, and answers. */
export function bucketService({ store, enrolled, keys, access, vault }: BucketPort): BucketCalls {
  const { person, organisationKey } = enrolled.enrolment;
  const source = { store, person, prefix: enrolled.bucket.prefix, identity: keys.identity };
  const views = new AccessLogReader({ ...source, organisationKey, index: vault.receipts() });
  const answers = new AnswersReader({
    ...source,
    organisationKey: publicKeySchema.parse(organisationKey),
    access: async () => ok(access.current),
    accepted: acceptedAnswers(vault),
  });
  return { views: (args) => views.read(args), answers: () => answers.read() };
}
