import { ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ServiceContext } from './context.ts';

type Part = Pick<
  Service<EmployeeContract>,
  'consent' | 'setConsent' | 'seenNews' | 'withdrawAll' | 'consentHistory' | 'consentReceipt' | 'leave'
>;

/** How long leaving waits for what is owed to reach the bucket. */
const leaveFlushMs = 10_000;

export function consentService({ running, act, leave }: ServiceContext): Part {
  return {
    consent: async () => {
      const agent = running();
      if (!agent.ok) return agent;
      const { consent, news } = agent.value;
      return ok({ ...consent.state(), about: news.about, news: news.report });
    },
    setConsent: async ({ purpose, agreed, notice }) =>
      act((agent) => agent.consent.set(purpose, agreed, 'page', notice)),
    seenNews: async ({ hash }) => act(async (agent) => agent.news.seen(hash)),
    withdrawAll: async () => act((agent) => agent.consent.withdrawAll('page')),
    consentHistory: async () => {
      const agent = running();
      return agent.ok ? agent.value.consent.history() : agent;
    },
    consentReceipt: async ({ id, language }) => {
      const agent = running();
      return agent.ok ? agent.value.consent.receipt(id, language) : agent;
    },
    leave: async ({ removeHistory }) => {
      const withdrawn = await act(async (agent) => {
        const done = await agent.consent.withdrawAll('page');
        // What the organisation is owed is that the person left; that the network is away must not keep them.
        if (done.ok) await agent.flush(leaveFlushMs);
        return done;
      });
      return withdrawn.ok ? leave(removeHistory) : withdrawn;
    },
  };
}
