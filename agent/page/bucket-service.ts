import { z } from 'zod';
import { type AcceptedAnswers, AnswersReader } from '../../bucket/answers.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AgentKeys } from '../enrolment/keys.ts';
import type { AccessKeeper } from '../policy/access-keeper.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { Vault } from '../vault/vault.ts';
import { AccessLogReader } from './access-log.ts';
import { administratorChanges } from './administrator-changes.ts';
import { type QuestionPort, questionService } from './question-service.ts';

type BucketCalls = Pick<
  Service<EmployeeContract>,
  | 'accessLog'
  | 'administratorChanges'
  | 'newLooks'
  | 'seeLooks'
  | 'answers'
  | 'askAboutLook'
  | 'questions'
  | 'seeReplies'
>;

export interface BucketPort extends QuestionPort {
  readonly store: ObjectStore;
  readonly enrolled: Pick<Enrolled, 'enrolment' | 'bucket'>;
  readonly keys: Pick<AgentKeys, 'identity'>;
  readonly organisation: QuestionPort['organisation'] & Pick<OrganisationKeeper, 'roster'>;
  readonly access: Pick<AccessKeeper, 'current'>;
  readonly vault: QuestionPort['vault'] & Pick<Vault, 'receipts'>;
}

/** What others wrote to the person in the bucket: receipts of access, answers, replies to questions. */
export function bucketService(port: BucketPort): BucketCalls {
  const { store, enrolled, keys, organisation, access, vault } = port;
  const { person } = enrolled.enrolment;
  const signers = () => organisation.roster.ever;
  const source = { store, person, prefix: enrolled.bucket.prefix, identity: keys.identity, signers };
  // A disk that is full now may have room when the page asks.
  let accessLog: AccessLogReader | null = null;
  const looks = (): AccessLogReader => {
    accessLog ??= new AccessLogReader({ ...source, index: vault.receipts() });
    return accessLog;
  };
  const answers = new AnswersReader({
    ...source,
    access: async () => ok(access.current),
    accepted: acceptedAnswers(vault),
  });
  return {
    accessLog: async (args) => looks().read(args),
    administratorChanges: async () => ok(administratorChanges(access.current, enrolled.enrolment)),
    newLooks: async ({ ask }) => ok(await looks().fresh(ask)),
    seeLooks: async ({ looks: seen }) => {
      looks().see(seen);
      return ok(null);
    },
    answers: () => answers.read(),
    ...questionService(port, { looks, answers }),
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
