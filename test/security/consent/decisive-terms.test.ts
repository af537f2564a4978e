import { describe, expect, it } from 'vitest';
import { knownRecovery } from '../../../agent/policy/recovery-keys.ts';
import { accessKey, orgKey } from '../../../bucket/layout.ts';
import { aboutFields } from '../../../core/consent/about.ts';
import { decide } from '../../../core/consent/consent.ts';
import { hashOfTerms, termsOf, termsSchema } from '../../../core/consent/terms.ts';
import { type Access, accessSchema } from '../../../core/organisation/access.ts';
import {
  enrolmentSchema,
  type LegalBasis,
  type Organisation,
  organisationSchema,
} from '../../../core/organisation/organisation.ts';
import { recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { signDocument } from '../../../seal/signing.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { countsAt } from '../../fixtures/agent/vaults.ts';
import { circumstances } from '../../fixtures/consent/consents.ts';

/** What decides about a person's data changes nothing before they have read it. */

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
    const key = agent.options.vault.keyOf(agent.keeper.dayOf(now), 'days');
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

describe('who may open the person’s days, and how to reach the organisation', () => {
  /** An agent that starts with what was enrolled, and is told of other access. */
  async function told(change: (viewers: Access['viewers']) => Access['viewers']) {
    const place = await atWork();
    const { office, store, agent } = place;
    const { person, enrolmentKey } = office.card;
    const first = firstAccess(person, [office.viewer.certificate], 1, enrolmentKey);
    const access = { ...first, version: 5, viewers: change(first.viewers) };
    store.objects.set(accessKey('', person), signDocument(access, office.keys.signing.privateKey));
    expect(await agent.access.refresh(store, new AbortController().signal)).toBe(true);
    return place;
  }

  it('are names in no object of the bucket in the clear', async () => {
    const { store, office } = await told((viewers) => viewers);
    const clear = Buffer.from(store.objects.get(accessKey('', office.card.person)) ?? []).toString();
    expect(clear).toContain(office.viewer.certificate.viewer);
    expect(clear).not.toContain(office.viewer.certificate.name);
  });

  it('are told until they were seen, over a restart, and then no more', async () => {
    const { employee, start, office, answers } = await told((viewers) => viewers);
    const { news, about } = unwrap(await employee.service.consent({}));
    expect(about.viewers).toMatchObject([{ name: office.viewer.certificate.name, spans: [{ from: null, to: null }] }]);
    expect(news?.changed).toEqual(['viewers']);
    expect(unwrap(await employee.service.status({})).news).toBe(news?.hash);
    // Nothing of it stops anything.
    expect(answers()).toEqual(granted);
    await employee.close();
    const again = await start();
    expect(unwrap(await again.service.consent({})).news?.hash).toBe(news?.hash);
    expect(await again.service.seenNews({ hash: '0'.repeat(64) })).toMatchObject({ problem: { code: 'news-changed' } });
    unwrap(await again.service.seenNews({ hash: news?.hash ?? '' }));
    expect(unwrap(await again.service.consent({})).news).toBeNull();
    expect(unwrap(await again.service.status({})).news).toBeNull();
  });

  it('name a viewer whose name does not open as somebody, never as nobody', async () => {
    const { employee } = await told((viewers) => viewers.map((each) => ({ ...each, sealedName: 'AAAA' })));
    expect(unwrap(await employee.service.consent({})).about.viewers).toMatchObject([{ name: null }]);
  });
});

/** For every field of what an organisation signs: where a person learns of it, and what a change of it does. */
const learned: Readonly<Record<string, string>> = {
  'organisation.format': 'technical: another one is not taken',
  'organisation.version': 'technical: only a higher one is taken',
  'organisation.name': 'terms: controller',
  'organisation.controller.jurisdiction': 'terms: controller',
  'organisation.controller.contact': 'told: contact',
  'organisation.controller.address': 'told: address',
  'organisation.controller.email': 'told: email',
  'organisation.controller.phone': 'told: phone',
  'organisation.controller.policyUrl': 'told: policyUrl',
  'organisation.controller.officer': 'told: officer',
  'organisation.minimumAge': 'told: minimumAge',
  'organisation.recovery': 'terms: recovery',
  'organisation.categories': 'told: categories',
  'organisation.smallestGroup': 'told: smallestGroup',
  'organisation.purposes.purpose': 'terms: purpose',
  'organisation.purposes.why': 'terms: why',
  'organisation.purposes.keptDays.least': 'terms: keptDays',
  'organisation.purposes.keptDays.most': 'terms: keptDays',
  'organisation.purposes.basis': 'terms: basis',
  'organisation.purposes.seenBy': 'terms: seenBy',
  'organisation.purposes.seenFrom': 'terms: seenFrom',
  'organisation.settings.shotIntervalMs': 'terms: shotIntervalMs',
  'organisation.settings.holdMs': 'terms: holdMs',
  'organisation.settings.idleAfterMs': 'terms: idleAfterMs',
  'organisation.settings.journalMs': 'technical: how often records become durable here; nothing leaves by it',
  'organisation.settings.segmentMs': 'technical: how much goes into one object; nothing leaves before its hold by it',
  'organisation.settings.rules': 'terms: rules',
  'organisation.settings.hours': 'terms: hours',
  'organisation.settings.shotDetail': 'terms: shotDetail',
  'organisation.settings.corrections': 'told: corrections',
  'organisation.settings.sitePaths': 'terms: sitePaths',
  'access.format': 'technical: another one is not taken',
  'access.person': 'technical: another person’s is not taken',
  'access.version': 'technical: only a higher one is taken',
  'access.at': 'technical: when it was signed; nothing goes by it',
  'access.devices': 'technical: which devices are the person’s; it gives nobody else anything',
  'access.viewers.viewer': 'told: viewers',
  'access.viewers.recipient': 'technical: the key of the named viewer, which only the organisation can exchange',
  'access.viewers.spans': 'told: viewers',
  'access.viewers.sealedName': 'told: viewers',
  ...Object.fromEntries(
    ['day', 'at'].map((field) => [`access.left.${field}`, 'technical: takes away alone; Today says since when']),
  ),
  ...Object.fromEntries(
    ['at', 'by', 'sealedBy', 'change'].map((field) => [
      `access.changes.${field}`,
      'technical: what administrators did, told on Who looked; nothing is recorded or given by it',
    ]),
  ),
  ...Object.fromEntries(
    ['id', 'at', 'from', 'to', 'classes'].map((field) => [
      `access.erasures.${field}`,
      'technical: takes away alone, and gives nobody anything; My data says what was erased',
    ]),
  ),
  ...Object.fromEntries(
    ['shots', 'days', 'weeks'].flatMap((of) =>
      ['least', 'most'].map((count) => [
        `organisation.formerlyKept.${of}.${count}`,
        'technical: what was agreed to before goes when it was said to; nothing is recorded by it',
      ]),
    ),
  ),
  'enrolment.format': 'technical: another one is not taken',
  'enrolment.id': 'technical: each is used once',
  'organisation.projects.id': 'technical: what may be chosen on the page Timesheet, where the list is shown',
  'organisation.projects.name': 'technical: what may be chosen on the page Timesheet, where the list is shown',
  'organisation.projects.ended': 'technical: what may be chosen on the page Timesheet, where the list is shown',
  'organisation.timesheetsAlone': 'terms: staysHere',
  'organisation.requestsTo': 'technical: who reads what the person asks of their rights, which they write themselves',
  'organisation.roster': 'technical: who may sign all of this; it widens nothing that is signed',
  'enrolment.issuedAt': 'technical: shown before it is accepted',
  'enrolment.expiresAt': 'technical: shown before it is accepted',
  'enrolment.organisationKey':
    'technical: its fingerprint is shown; another one is another organisation, which is refused',
  'enrolment.organisation': 'technical: the document above, of which only a newer one is taken',
  'enrolment.access': 'technical: the document above, of which only a newer one is taken',
  'enrolment.person': 'technical: another person’s is refused',
  'enrolment.name': 'technical: shown before it is accepted',
  'enrolment.device': 'technical: what this computer is called',
  'enrolment.enrolmentKey': 'technical: a secret of the person and the administrator',
  'enrolment.bucket': 'terms: storage',
};

/** `name` for each field of a schema, with those of objects and lists of objects below it. */
function fieldsOf(schema: unknown, name: string): string[] {
  const inner = schema as {
    readonly shape?: Record<string, unknown>;
    readonly element?: unknown;
    readonly unwrap?: () => unknown;
    readonly def?: { readonly type: string; readonly innerType?: unknown };
  };
  if (inner.shape !== undefined)
    return Object.entries(inner.shape).flatMap(([field, each]) => {
      const below = ['rules', 'hours', 'categories', 'recovery', 'spans', 'devices', 'why', 'seenBy', 'seenFrom'];
      return below.includes(field) ? [`${name}.${field}`] : fieldsOf(each, `${name}.${field}`);
    });
  if (inner.element !== undefined) return fieldsOf(inner.element, name);
  if (inner.def?.innerType !== undefined) return fieldsOf(inner.def.innerType, name);
  return [name];
}

it('is answered for every field that an organisation signs: in the terms, shown and told, or technical for a reason', () => {
  const fields = [
    ...fieldsOf(organisationSchema, 'organisation'),
    ...fieldsOf(accessSchema, 'access'),
    ...fieldsOf(enrolmentSchema, 'enrolment'),
  ];
  expect(fields.length).toBeGreaterThan(30);
  expect(fields.filter((field) => learned[field] === undefined)).toEqual([]);
  for (const answer of Object.values(learned)) {
    const [where, what] = answer.split(': ', 2);
    if (where === 'terms') expect(Object.keys(termsSchema.shape)).toContain(what);
    else if (where === 'told') expect(aboutFields).toContain(what);
    else expect(where).toBe('technical');
  }
});
