import { z } from 'zod';
import { type AcceptedAnswers, AnswersReader } from '../../bucket/answers.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import { publicKeySchema } from '../../seal/signing.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AgentKeys } from '../enrolment/keys.ts';
import type { AccessKeeper } from '../policy/access-keeper.ts';
import type { Vault } from '../vault/vault.ts';
import { AccessLogReader } from './access-log.ts';

type BucketCalls = Pick<Service<EmployeeContract>, 'accessLog' | 'answers'>;

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
  // A disk that is full now may have room when the page asks.
  let accessLog: AccessLogReader | null = null;
  const answers = new AnswersReader({
    ...source,
    organisationKey: publicKeySchema.parse(organisationKey),
    access: async () => ok(access.current),
    accepted: acceptedAnswers(vault),
  });
  return {
    accessLog: (args) => {
      accessLog ??= new AccessLogReader({ ...source, organisationKey, index: vault.receipts() });
      return accessLog.read(args);
    },
    answers: () => answers.read(),
  };
}

const fact = 'accepted-answers';
const hashesSchema = z.array(z.string().regex(/^[0-9a-f]{64}$/));

/**
 * The answers that were valid when this computer first read them, by the SHA-256 of their sealed
 * bytes. Whose access ends later has answered all the same; whose access had ended before has not.
 * Where it cannot be kept it holds until the next start.
 */
function acceptedAnswers(vault: Pick<Vault, 'fact' | 'setFact'>): AcceptedAnswers {
  const known = new Set(kept(vault.fact(fact)));
  return {
    has: (hash) => known.has(hash),
    add: (hashes) => {
      for (const hash of hashes) known.add(hash);
      vault.setFact(fact, JSON.stringify([...known]));
    },
  };
}

function kept(text: string | null): readonly string[] {
  try {
    return hashesSchema.parse(JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}
