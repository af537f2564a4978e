import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleFolder } from '../../../bucket/layout.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { accessSchema } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { openTrialOffice, type TrialOffice } from '../../../scripts/demo/demo-organisation.ts';
import { readUnverified } from '../../../seal/signing.ts';
import { openViewerName } from '../../../seal/viewer-name.ts';
import { ViewerSession } from '../../../viewer/open-viewer.ts';
import { openSecrets, readViewerFile } from '../../../viewer/session/viewer-file.ts';
import { codeOf } from '../../bucket/contract.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { english } from '../../fixtures/problems.ts';

const open = (folder: string) =>
  openTrialOffice({
    folder,
    organisation: 'Trial',
    person: 'Person',
    viewer: 'Manager',
    zone: 'UTC',
    passphraseWork: lightWork,
  });

describe('the trial office', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trial-'));
  let made: TrialOffice;

  beforeAll(async () => {
    made = unwrap(await open(folder));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has a viewer who may open its one person, and agents who seal to that viewer', async () => {
    const file = unwrap(readViewerFile(made.viewerFile));
    const secrets = await openSecrets(file, made.passphrase ?? '');
    if (secrets === null) throw new Error('the passphrase of the office does not open the viewer’s key');
    const store = openS3Store(file.bucket);
    const seen = { directory: 0, organisation: 0 };
    const viewer = new ViewerSession({ file, secrets, store, now: () => 1, seen });
    const { person } = made.enrolment;
    expect(unwrap(await viewer.directory()).people).toMatchObject([{ person, name: 'Person' }]);
    expect(unwrap(await viewer.organisation()).name).toBe('Trial');
    const access = accessSchema.parse(readUnverified(Buffer.from(made.enrolment.access, 'base64')));
    const { viewer: manager, recipient } = file.certificate;
    expect(access.viewers).toMatchObject([{ viewer: manager, recipient, spans: [{ from: null, to: null }] }]);
    // *Consent* shows the person who that is.
    const sealedName = access.viewers[0]?.sealedName;
    expect(openViewerName(made.enrolment.enrolmentKey, { person, viewer: manager }, sealedName)).toBe('Manager');
    expect(codeOf(await store.listFolders(peopleFolder('')))).toBe('store-denied');
    store.close();
    await made.store.close();
  });

  it.each([
    ['of an earlier version, which knew of no administration', (text: string) => without(text, 'administration')],
    ['without its viewer', (text: string) => without(text, 'viewerFile')],
    ['cut short', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
  ])('says that its file is %s, and lets go of its store', async (_, change) => {
    const path = join(folder, 'office.json');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, change(whole));
    const broken = await open(folder);
    expect(codeOf(broken)).toBe('office-broken');
    expect(broken.ok ? '' : english(broken.problem).what).toContain('an earlier version of Plainsight made it');
    writeFileSync(path, whole);
    const again = unwrap(await open(folder));
    expect(again.enrolment.person).toBe(made.enrolment.person);
    expect(again.passphrase).toBeNull();
    await again.store.close();
  });
});

function without(text: string, field: string): string {
  return JSON.stringify({ ...JSON.parse(text), [field]: undefined });
}
