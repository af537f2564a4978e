import { describe, expect, it, onTestFinished } from 'vitest';
import { ConsentDecisions } from '../../../agent/consent/consent-decisions.ts';
import { standingOf } from '../../../core/consent/consent.ts';
import { hashOfTerms, type Terms, termsOf, widens } from '../../../core/consent/terms.ts';
import type { Organisation } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { newLedgerPlace } from '../../fixtures/consent/ledgers.ts';
import { bucket } from '../../fixtures/organisation/offices.ts';

const storage = { host: 'bucket.example', bucket: 'plainsight' };

/** Decisions over a real ledger, whose organisation changes how long it keeps what it gets. */
async function newDecisions() {
  const place = await newLedgerPlace();
  const { vault, ledger } = await place.open();
  onTestFinished(() => {
    vault.close();
  });
  let current: Organisation = place.document;
  const decisions = new ConsentDecisions({
    ledger,
    organisation: () => current,
    enrolment: { ...place.enrolment, bucket },
    storage,
    prefix: '',
    publicKey: place.signing.publicKey,
    vault,
    clock: { now: () => 1000 },
    change: async (mutate) => mutate(),
    onWritten: () => {},
  });
  const terms = (): Terms => {
    const now = termsOf(current, 'apps', storage);
    if (now === null) throw new Error('not asked for');
    return now;
  };
  const keepFor = (least: number) => {
    const keptDays = { least, most: least + 30 };
    const asked = current.purposes.map((each) => (each.purpose === 'apps' ? { ...each, keptDays } : each));
    current = { ...current, purposes: asked };
    return decisions.followOrganisation();
  };
  const agree = () => decisions.set('apps', true, 'page', hashOfTerms(terms()));
  const events = () => (ledger.records ?? []).map(({ event }) => event);
  const isStopped = () => {
    const held = standingOf(ledger.records ?? [], 'apps', 1000);
    return !held.isAllowed || held.terms === null || widens(held.terms, terms());
  };
  return { place, vault, ledger, decisions, keepFor, agree, events, isStopped };
}

describe('an organisation that asks for less', () => {
  it('and then for as much again asks for more than holds', async () => {
    const { keepFor, agree, events, isStopped } = await newDecisions();
    unwrap(await keepFor(90));
    unwrap(await agree());
    unwrap(await keepFor(30));
    expect(isStopped()).toBe(false);
    unwrap(await keepFor(90));
    expect(isStopped()).toBe(true);
    expect(events()).toEqual(['agreed', 'narrowed']);
  });

  it('is heeded also while a yes to more is still on its way to the disk', async () => {
    const { place, vault, keepFor, agree, events, isStopped } = await newDecisions();
    unwrap(await keepFor(90));
    const agreed = agree();
    const less = keepFor(30);
    const asMuch = keepFor(90);
    expect(isStopped()).toBe(true);
    for (const each of [agreed, less, asMuch]) unwrap(await each);
    expect(events()).toEqual(['agreed', 'narrowed']);
    expect(isStopped()).toBe(true);
    vault.close();
    const again = await place.open();
    expect(again.ledger.records?.map(({ event }) => event)).toEqual(['agreed', 'narrowed']);
    again.vault.close();
  });

  it('is not noted of what nobody agreed to, nor twice', async () => {
    const { decisions, keepFor, agree, events } = await newDecisions();
    unwrap(await keepFor(90));
    unwrap(await keepFor(60));
    expect(events()).toEqual([]);
    unwrap(await agree());
    unwrap(await keepFor(30));
    unwrap(await decisions.followOrganisation());
    unwrap(await decisions.set('apps', false, 'page'));
    unwrap(await keepFor(10));
    expect(events()).toEqual(['agreed', 'narrowed', 'withdrawn']);
  });
});
