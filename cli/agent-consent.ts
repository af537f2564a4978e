import type { Agent } from '../agent/agent.ts';
import type { ConsentRecord } from '../core/consent.ts';
import { askedFor } from '../core/organisation.ts';
import { type Purpose, purposes } from '../core/purpose.ts';
import { ok, type Result } from '../core/result.ts';

/**
 * Brings the person's decisions in line with those in the settings file (`agreed`, null when it holds none), and answers sentences
 * about what of it does not apply. A decision that the person made elsewhere outranks the file: what they withdrew stays withdrawn. Where the
 * basis is not consent, a purpose in the file says that its notice was read.
 * What an earlier version of the file agreed to and this one no longer does is withdrawn.
 */
export async function applyConsent(agent: Agent, agreed: readonly Purpose[] | null): Promise<Result<string[]>> {
  const remarks: string[] = [];
  const asked = askedFor(agent.organisation.current);
  for (const purpose of purposes) {
    const last = agent.ledger.records?.findLast((record) => record.purpose === purpose && record.event !== 'narrowed');
    const wanted = agreed?.includes(purpose) ?? false;
    if (wanted && !asked.includes(purpose)) {
      remarks.push(`The settings agree to ${purpose}, which the organisation does not ask for: it is not recorded.`);
    } else if (wanted && saysNo(last) && last?.given !== 'settings') {
      const where = last?.given === 'uninstall' ? 'with “plainsight withdraw”' : 'on the page';
      remarks.push(`The settings agree to ${purpose}, but it was withdrawn ${where}: it is not recorded.`);
    } else if (wanted && saysYes(last) && isChanged(agent, purpose)) {
      remarks.push(
        `Your organisation changed what it asks for ${purpose}: it is not recorded until you read it on the page.`,
      );
    } else if (wanted && !saysYes(last)) {
      const decided = await agent.consent.set(purpose, true, 'settings');
      if (!decided.ok) return decided;
    } else if (!wanted && saysYes(last) && last?.given === 'settings') {
      const decided = await agent.consent.set(purpose, false, 'settings');
      if (!decided.ok) return decided;
    }
  }
  return ok(remarks);
}

/** Whether the organisation asks for more than what was read. A file that was written before cannot agree to that. */
function isChanged(agent: Agent, purpose: Purpose): boolean {
  const decision = agent.gate.ask(purpose, agent.options.clock.now());
  return 'refused' in decision && decision.refused === 'changed';
}

function saysYes(record: ConsentRecord | undefined): boolean {
  return record?.event === 'agreed' || record?.event === 'read';
}

function saysNo(record: ConsentRecord | undefined): boolean {
  return record !== undefined && !saysYes(record);
}
