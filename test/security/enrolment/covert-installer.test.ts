import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readConsentChain, writeConsentFile } from '../../../agent/consent/consent-chain.ts';
import { type ConsentRecord, consentEvents, consentRecordSchema } from '../../../core/consent/consent.ts';
import { consentDocumentOf } from '../../../core/consent/consent-record.ts';
import { recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { newSigningPair, signDocument } from '../../../seal/signing.ts';
import { run, start } from '../../cli/process.ts';
import { type Desktop, startDesktop } from '../../desktop.ts';
import { type Office, openOffice, startAgent, stopAndRead } from '../../faults/office-agent.ts';
import { linesIn } from '../../faults/vault-snapshot.ts';
import { decision } from '../../fixtures/consent/consents.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

/** Somebody else sets up the program on a person's computer, and writes everything that it reads but the person's own answers. */
describe.skipIf(process.platform !== 'linux')('whoever installs it for somebody', { timeout: 120_000 }, () => {
  let desktop: Desktop;
  let office: Office;

  beforeAll(async () => {
    desktop = await startDesktop();
    office = await openOffice();
  });
  afterAll(async () => {
    await office.close();
    await desktop.close();
  });

  const inBucket = async () => unwrap(await office.bucket.list('')).map(({ key }) => key);

  test.each([
    ['agrees', { agreed: [...purposes] }],
    ['agrees and withdraws nothing', { agreed: [...purposes], withdrawn: [] }],
    ['agrees to nothing', { agreed: [] }],
  ])('a settings file that %s is refused, and the folder is not even made', async (what, consent) => {
    const name = what.replaceAll(' ', '-');
    const file = office.settingsFile(name, { settings: { consent } });
    const ended = await run(['agent', '--settings', file], desktop.env);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(/agrees for somebody \(consent\.agreed\)\. No file can/);
    expect(existsSync(join(office.folder, name))).toBe(false);
  });

  test('an enrolment that nobody accepted keeps nothing and records nothing, start after start, and says so', async () => {
    const before = await inBucket();
    const file = office.settingsFile('silent', { settings: { log: 'problems' } });
    for (let turn = 0; turn < 2; turn++) {
      const agent = start(['agent', '--settings', file], { ...desktop.env, PLAINSIGHT_AGREE: '1' });
      await agent.seen(/An invitation waits for the person of this computer, and nothing is recorded/);
      await agent.seen(/^Nothing is recorded\.$/m);
      await desktop.openTerminal({ title: `worked unseen ${turn}` });
      await desktop.xdotool('type', 'typed unseen');
      expect((await agent.stop()).code).toBe(0);
    }
    expect(readdirSync(join(office.folder, 'silent'))).toEqual([]);
    expect(await inBucket()).toEqual(before);
  });

  test('terms that became wider are not agreed to by any number of starts', async () => {
    const file = await office.answeredFile('wider', {}, ['apps']);
    const agent = startAgent(file, desktop.env);
    await agent.seen(/"purpose":"apps","state":"recording"/);
    await desktop.openTerminal({ title: 'under the terms that were read' });
    await stopAndRead(agent, office, 'wider');
    const { document, signing } = office.trial.keys;
    const wider = {
      ...document,
      version: document.version + 1,
      purposes: document.purposes.map((each) => ({
        ...each,
        keptDays: { ...each.keptDays, most: each.keptDays.most + 1 },
      })),
    };
    unwrap(await office.bucket.put('org.json', signDocument(wider, signing.privateKey)));
    for (let turn = 0; turn < 3; turn++) {
      const again = startAgent(office.settingsFile('wider'), desktop.env);
      await again.seen(/"purpose":"apps","state":"changed"/);
      // Until it has heard of them it records under the terms that were read.
      const since = Date.now();
      await desktop.openTerminal({ title: `after it became wider ${turn}` });
      const kept = await stopAndRead(again, office, 'wider');
      const lines = await linesIn(join(office.folder, 'wider'), office.unlock, kept);
      const records = lines.map((line) => JSON.parse(line));
      expect(records.filter(({ kind, end }) => kind === 'window' && end > since)).toEqual([]);
      expect(kept.objects.filter(({ key }) => key.includes('/consent/'))).toHaveLength(1);
    }
  });
});

describe('a yes that was said elsewhere than by the person', () => {
  const places = ['settings', 'uninstall', 'organisation', 'tour', 'file', 'page', 'terminal'];
  const yes = (event: string) => event === 'agreed' || event === 'read';

  it.each(consentEvents.flatMap((event) => places.map((given) => [event, given] as const)))(
    '%s by %s',
    (event, given) => {
      const parsed = consentRecordSchema.safeParse({ ...decision('apps', true), event, given }).success;
      const isKnown = given !== 'tour' && given !== 'file';
      expect(parsed).toBe(isKnown && (!yes(event) || given === 'page' || given === 'terminal'));
    },
  );

  it('refuses the whole ledger, however well it is signed', () => {
    const signing = newSigningPair();
    const entry: ConsentRecord = { ...decision('apps', true), given: 'settings' };
    const document = consentDocumentOf({
      entry,
      controller: { name: 'Test', keyHash: '0'.repeat(64), details: controller },
      person,
      device,
      seq: 0,
      previous: null,
    });
    const { bytes, hash } = writeConsentFile(document, signing.privateKey);
    const owner = { person, device, publicKey: signing.publicKey };
    const read = readConsentChain([bytes], JSON.stringify({ seq: 0, hash }), owner);
    expect(read).toMatchObject({ ok: false, problem: { code: 'ledger-decision' } });
  });
});
