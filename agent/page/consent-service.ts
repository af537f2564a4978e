import { ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ConsentDecisions } from '../consent/consent-decisions.ts';
import type { News } from '../consent/notice-changes.ts';

type ConsentCalls = Pick<
  Service<EmployeeContract>,
  'consent' | 'setConsent' | 'seenNews' | 'withdrawAll' | 'consentHistory' | 'consentReceipt'
>;

export interface ConsentPort {
  readonly consent: Pick<ConsentDecisions, 'state' | 'set' | 'withdrawAll' | 'history' | 'receipt'>;
  readonly news: Pick<News, 'about' | 'report' | 'seen'>;
}

/** What the person decided, and decides. */
export function consentService({ consent, news }: ConsentPort): ConsentCalls {
  return {
    consent: async () => ok({ ...consent.state(), about: news.about, news: news.report }),
    setConsent: async ({ purpose, agreed, notice }) => consent.set(purpose, agreed, 'page', notice),
    seenNews: async ({ hash }) => news.seen(hash),
    withdrawAll: async () => consent.withdrawAll('page'),
    consentHistory: async () => consent.history(),
    consentReceipt: async ({ id, language }) => consent.receipt(id, language),
  };
}
