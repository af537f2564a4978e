import { describe, expect, it, vi } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { Employee } from '../../agent/employee.ts';
import { knownRecovery } from '../../agent/recovery-keys.ts';
import { orgKey } from '../../bucket/layout.ts';
import { decide } from '../../core/consent.ts';
import type { LegalBasis, Organisation } from '../../core/organisation.ts';
import { purposes } from '../../core/purpose.ts';
import { unwrap } from '../../core/result.ts';
import { hashOfTerms, termsOf } from '../../core/terms.ts';
import { newKeyPair } from '../../seal/age.ts';
import { signDocument } from '../../seal/signing.ts';
import { circumstances } from '../fixtures/consents.ts';
import { newWorkplace } from '../fixtures/employees.ts';
import { countsAt } from '../fixtures/vaults.ts';

/** What decides about a person's data changes nothing before they have read it. */
vi.setConfig({ testTimeout: 60_000 });

function agentOf(employee: Employee): Agent {
  const agent = employee.agent();
  if (agent === null) throw new Error('no agent runs');
  return agent;
}

/** A person who said yes to everything, and an organisation that may publish another document. */
async function atWork(change: (document: Organisation) => Organisation = (document) => document) {
  const place = await newWorkplace({ holdMs: 0 });
  const { office, store, start } = place;
  const { signing } = office.keys;
  let document = office.keys.document;
  const publish = (next: Organisation): void => {
    document = { ...next, version: document.version + 1 };
    store.objects.set(orgKey(''), signDocument(document, signing.privateKey));
  };
  publish(change(document));
  const employee = await start();
  const agent = agentOf(employee);
  for (const purpose of purposes) {
    const terms = agent.organisation.terms(purpose);
    if (terms !== null) unwrap(await agent.consent.set(purpose, true, 'page', hashOfTerms(terms)));
  }
  const follow = async (next: (document: Organisation) => Organisation) => {
    publish(next(document));
    await agent.organisation.refresh(store, new AbortController().signal, (take) =>
      agent.conductor.change(() => {
        take();
        void agent.consent.followOrganisation();
      }),
    );
  };
  const answers = () => purposes.map((purpose) => agent.gate.ask(purpose, Date.now()));
  return { ...place, employee, agent, follow, answers };
}

const stopped = purposes.map(() => ({ refused: 'changed' }));
const granted = purposes.map(() => ({ grant: expect.anything() }));

describe('a published document', () => {
  it.each<[string, (document: Organisation) => Organisation]>([
    ['another organisation’s name', (document) => ({ ...document, name: 'Another' })],
    ['another law', (document) => ({ ...document, controller: { ...document.controller, jurisdiction: 'US' } })],
  ])('with %s stops every purpose until it was read', async (_, change) => {
    const { agent, follow, answers } = await atWork();
    expect(answers()).toEqual(granted);
    await follow(change);
    expect(answers()).toEqual(stopped);
    for (const { purpose, changes, notice } of agent.consent.state().purposes) {
      expect(changes).toEqual([{ field: 'controller', effect: 'widens' }]);
      unwrap(await agent.consent.set(purpose, true, 'page', notice));
    }
    expect(answers()).toEqual(granted);
  });

  it('with one more recovery key stops every purpose, with one less none', async () => {
    const { follow, answers } = await atWork();
    const { recipient } = await newKeyPair();
    await follow((document) => ({ ...document, recovery: document.recovery.slice(0, 1) }));
    expect(answers()).toEqual(granted);
    await follow((document) => ({ ...document, recovery: [...document.recovery, recipient] }));
    expect(answers()).toEqual(stopped);
  });

  it.each<LegalBasis>(['contract', 'legal-obligation', 'legitimate-interests'])(
    'is read anew where the basis is %s, too',
    async (basis) => {
      const { agent, follow, answers } = await atWork((document) => ({
        ...document,
        purposes: document.purposes.map((notice) => ({ ...notice, basis })),
      }));
      expect(answers()).toEqual(granted);
      await follow((document) => ({ ...document, name: 'Another' }));
      expect(answers()).toEqual(stopped);
      for (const { purpose, notice } of agent.consent.state().purposes)
        unwrap(await agent.consent.set(purpose, true, 'page', notice));
      expect(answers()).toEqual(granted);
      expect(agent.ledger.records?.at(-1)).toMatchObject({ event: 'read', terms: { controller: { name: 'Another' } } });
    },
  );
});

describe('a recovery key that nobody has read of', () => {
  it('opens neither a day that begins meanwhile, nor what lies beside one', async () => {
    const { agent, follow } = await atWork();
    const fresh = await newKeyPair();
    await follow((document) => ({ ...document, recovery: [...document.recovery, fresh.recipient] }));
    const recovery = knownRecovery(
      agent.organisation.current,
      agent.options.enrolled.organisation,
      agent.ledger.records,
    );
    expect(recovery).toEqual(agent.options.enrolled.organisation.recovery);
    const now = Date.now();
    unwrap(await agent.keeper.keep(agent.keeper.dayOf(now), [countsAt(now)], now));
    const key = agent.options.vault.keyOf(agent.keeper.dayOf(now));
    const header = key === null ? '' : Buffer.from(await agent.options.vault.read(key)).toString('latin1');
    // One viewer, two recovery keys and the person.
    expect(header.match(/^-> X25519/gm)).toHaveLength(4);
    for (const { purpose, notice } of agent.consent.state().purposes)
      unwrap(await agent.consent.set(purpose, true, 'page', notice));
    expect(
      knownRecovery(agent.organisation.current, agent.options.enrolled.organisation, agent.ledger.records),
    ).toEqual(agent.organisation.current.recovery);
  });
});

it('data that would go elsewhere is not agreed to, whatever was said about the place before', async () => {
  const { agent } = await atWork();
  const now = Date.now();
  for (const purpose of purposes) {
    const elsewhere = termsOf(agent.organisation.current, purpose, { host: 'elsewhere.example', bucket: 'plainsight' });
    const { ledger } = agent;
    expect(decide(purpose, now, circumstances({ ledger: ledger.records, terms: elsewhere }))).toEqual({
      refused: 'changed',
    });
  }
});
