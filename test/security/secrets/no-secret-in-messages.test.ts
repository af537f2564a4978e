import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { readAgentSettings } from '../../../cli/agent/agent-settings.ts';
import { unlockingOf } from '../../../cli/agent/agent-unlock.ts';
import { dayOpenerFrom } from '../../../cli/open/day-opener.ts';
import { unwrap } from '../../../core/result.ts';
import { openTrialOffice, type TrialOffice } from '../../../scripts/demo/demo-organisation.ts';
import { type Identity, keyPairOf, newKeyPair, openerOf, readIdentityFile, sealTo } from '../../../seal/age.ts';
import { enrolmentLink } from '../../../seal/enrolment-link.ts';
import { identityProtector } from '../../../seal/protector.ts';
import { newSigningPair, type PrivateKey, signerOf } from '../../../seal/signing.ts';
import { readViewerFile } from '../../../viewer/session/viewer-file.ts';
import { run } from '../../cli/process.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { lightWork } from '../../fixtures/light-work.ts';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
const at = (name: string) => join(folder, name);
let office: TrialOffice;
let identity: Identity;
let hybrid: Identity;

beforeAll(async () => {
  const names = { organisation: 'Example', person: 'A Person', viewer: 'A Viewer', zone: 'UTC' };
  office = unwrap(await openTrialOffice({ folder: at('office'), ...names, passphraseWork: lightWork }));
  identity = (await newKeyPair()).identity;
  hybrid = (await newKeyPair('hybrid')).identity;
});
afterAll(async () => {
  await office.store.close();
  await removeFolder(folder);
});

/** What happens to a secret on its way from a sheet of paper or through a clipboard. */
function mistyped(secret: string): string[] {
  const places = [0, 3, 15, 16, 17, 18, 20, Math.floor(secret.length / 2), secret.length - 7, secret.length - 1];
  return places
    .filter((place, index) => place >= 0 && place < secret.length && places.indexOf(place) === index)
    .flatMap((place) => {
      const [head, letter = '', tail] = [secret.slice(0, place), secret[place], secret.slice(place + 1)];
      const other = letter === 'Q' ? 'P' : 'Q';
      const swapped = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
      return [head + other + tail, head + tail, head + swapped + tail, `${head} ${letter}${tail}`, `${head}"\n${tail}`];
    })
    .concat([
      secret.toLowerCase(),
      secret.toUpperCase(),
      ` ${secret}`,
      `"${secret}"`,
      secret + secret,
      `key=${secret}`,
    ]);
}

/** Pieces of six characters of `secret` that stand in `text`; what every such secret begins with is no secret. */
function piecesIn(text: string, secret: string, known = ''): string[] {
  const found = [];
  const lower = text.toLowerCase();
  for (let from = 0; from + 6 <= secret.length; from++) {
    const piece = secret.slice(from, from + 6).toLowerCase();
    if (!known.toLowerCase().includes(piece) && lower.includes(piece)) found.push(piece);
  }
  return found;
}

/** All that `work` says, whether it answers or throws. What it answers when it succeeds is no message. */
async function saidBy(work: () => unknown): Promise<string> {
  try {
    const answer = await work();
    const isProblem = typeof answer === 'object' && answer !== null && Reflect.get(answer, 'ok') === false;
    return isProblem ? JSON.stringify(answer) : '';
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    const cause = error.cause instanceof Error ? (error.cause.stack ?? '') : String(error.cause ?? '');
    return `${error.message}\n${error.stack}\n${cause}\n${JSON.stringify(error)}`;
  }
}

const prefix = 'AGE-SECRET-KEY-PQ-1 AGE-SECRET-KEY-1';

describe('no piece of a mistyped secret is said by what reads it', () => {
  it('age identities', async () => {
    const sealed = await sealTo([(await newKeyPair()).recipient], new Uint8Array(3));
    for (const secret of [identity, hybrid])
      for (const wrong of mistyped(secret)) {
        const cast = wrong as Identity;
        const settings = { unlockIdentityFile: at('unlock'), passphraseFile: null } as Parameters<
          typeof unlockingOf
        >[0];
        writeFileSync(at('unlock'), wrong);
        const said = await Promise.all([
          saidBy(() => readIdentityFile(Buffer.from(wrong))),
          saidBy(() => keyPairOf(cast)),
          saidBy(() => identityProtector(cast)),
          saidBy(() => openerOf(cast)(sealed)),
          saidBy(() => unlockingOf(settings, {})),
          saidBy(() => unlockingOf({ ...settings, unlockIdentityFile: join(folder, wrong) }, {})),
          saidBy(() => dayOpenerFrom({ identity: wrong, bucket: at('bucket') }, {})),
        ]);
        expect(piecesIn(said.join('\n'), secret, prefix)).toEqual([]);
      }
  });

  it('is taken for none where a letter is wrong, so that no library ever sees it', () => {
    for (const secret of [identity, hybrid]) {
      expect(readIdentityFile(Buffer.from(secret))).toBe(secret);
      const wrong = secret.slice(0, -1) + (secret.endsWith('Q') ? 'P' : 'Q');
      expect(readIdentityFile(Buffer.from(wrong))).toBeNull();
    }
  });

  it('private keys of signatures', async () => {
    const { privateKey } = newSigningPair();
    for (const wrong of mistyped(privateKey)) {
      const said = await saidBy(() => signerOf(wrong as PrivateKey)(new Uint8Array(1)));
      // The first 16 bytes of each key are the same.
      expect(piecesIn(said, privateKey.slice(22))).toEqual([]);
    }
  });

  it('credentials of a bucket, in their own field and in every other', async () => {
    const { secretAccessKey, ...rest } = Object(office.enrolment.bucket) as Record<string, string>;
    const secret = secretAccessKey ?? '';
    for (const wrong of mistyped(secret)) {
      const own = parseBucketSettings({ ...rest, secretAccessKey: wrong });
      let said = await saidBy(() => own);
      for (const field of ['endpoint', 'bucket', 'region', 'accessKeyId', 'caCertificate', 'acl', 'prefix'])
        said += await saidBy(() => parseBucketSettings({ ...rest, secretAccessKey: secret, [field]: wrong }));
      said += await saidBy(() => parseBucketSettings({ ...rest, secretAccessKey: secret, [wrong]: 1 }));
      if (own.ok) {
        const store = openS3Store(own.value);
        said += await saidBy(() => store.get('org.json'));
        store.close();
      }
      expect(piecesIn(said, secret)).toEqual([]);
    }
  }, 120_000);

  it('enrolments: link, file and path, and what is in them', async () => {
    const link = enrolmentLink(Buffer.from(office.enrolmentFile));
    const body = link.slice(link.indexOf('?d=') + 3);
    const { enrolmentKey } = office.enrolment;
    for (const wrong of [...mistyped(link), ...mistyped(office.enrolmentFile), ...mistyped(enrolmentKey)]) {
      let said = await saidBy(() => readEnrolmentFile(wrong));
      writeFileSync(at('settings.json'), JSON.stringify({ enrolment: wrong, folder: at('agent'), zone: 'UTC' }));
      said += await saidBy(() => readAgentSettings(at('settings.json')));
      for (const secret of [body, enrolmentKey]) expect(piecesIn(said, secret)).toEqual([]);
    }
  }, 120_000);

  it('a viewer’s file', async () => {
    const file = Object(office.viewerFile) as Record<string, unknown>;
    const secret = String(Object(file.bucket).secretAccessKey);
    for (const field of Object.keys(file))
      expect(piecesIn(await saidBy(() => readViewerFile({ ...file, [field]: secret })), secret)).toEqual([]);
  });
});

describe('no piece of a secret is said by a command', () => {
  const passphrase = 'Zq7-vexing-Wolf-93x';
  const nonsense = (secret: string, args: string[], env: NodeJS.ProcessEnv = {}) => ({ secret, args, env });

  it('where it is given in the wrong place, or wrongly in the right one', async () => {
    const link = enrolmentLink(Buffer.from(office.enrolmentFile));
    const wrong = `${identity.slice(0, -1)}${identity.endsWith('Q') ? 'P' : 'Q'}`;
    writeFileSync(at('wrong.key'), wrong);
    writeFileSync(at('half.json'), `{"secretAccessKey": "${passphrase}, "endpoint": 3}`);
    writeFileSync(at('bucket.json'), JSON.stringify(office.enrolment.bucket));
    const settings = (name: string, change: object) => {
      writeFileSync(at(name), JSON.stringify({ enrolment: link, folder: at(`of-${name}`), zone: 'UTC', ...change }));
      return ['agent', '--settings', at(name)];
    };
    const bucket = ['--bucket', at('bucket.json')];
    const credential = String(Object(office.enrolment.bucket).secretAccessKey);
    // As AWS, and a list of random bytes, may write one.
    const likeAws = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY';
    const hyphenated = 'aB3-kLm9QwE7rTy-uIoP4sDfGhJ-kLzXcVbN5mQw';
    const misspelt = `AGE-SECERT-${wrong.slice(11).replace('KEY-', 'KYE')}`;
    const org = ['--passphrase-file', at('wrong.key')];
    const cases = [
      ...[credential, likeAws, hyphenated].map((secret) =>
        nonsense(secret, ['store', 'credential', 'list', '--folder', secret]),
      ),
      nonsense(credential, ['store', 'credential', 'remove', credential, '--folder', at('office/store')]),
      nonsense(misspelt, ['org', 'people', '--folder', misspelt, ...org]),
      nonsense(credential, ['withdraw', '--folder', credential]),
      nonsense(wrong, settings('a.json', { unlockIdentityFile: at('wrong.key') })),
      nonsense(wrong, settings('b.json', { unlockIdentityFile: wrong })),
      nonsense(passphrase, settings('c.json', { passphraseFile: passphrase })),
      nonsense(passphrase.slice(0, 11), settings('d.json', {}), { PLAINSIGHT_PASSPHRASE: passphrase.slice(0, 11) }),
      nonsense(link, settings('e.json', { enrolment: link.replace('plainsight', 'plainsigt') })),
      nonsense(wrong, settings('f.json', { [wrong]: 1 })),
      nonsense(link, [link]),
      nonsense(wrong, [wrong]),
      nonsense(link, ['doctor', link]),
      nonsense(wrong, ['open', '--identity', wrong, ...bucket]),
      nonsense(wrong, ['open', '--identity', at('wrong.key'), ...bucket], { PLAINSIGHT_PASSPHRASE: passphrase }),
      nonsense(passphrase, ['open', '--identity', at('wrong.key'), ...bucket], { PLAINSIGHT_PASSPHRASE: passphrase }),
      nonsense(passphrase, ['open', '--identity', identity, '--bucket', at('half.json')]),
      nonsense(passphrase, ['org', 'people', '--folder', at('none'), '--passphrase-file', passphrase]),
      nonsense(passphrase, ['org', 'people', `--passphrase=${passphrase}`]),
      nonsense(passphrase, ['view', '--viewer', at('half.json')]),
      nonsense(wrong, ['view', '--viewer', wrong]),
      nonsense(wrong, ['store', `--${wrong.toLowerCase()}`]),
    ];
    for (const { secret, args, env } of cases) {
      const ended = await run(args, { ...process.env, DISPLAY: '', ...env });
      expect({ code: ended.code, args: args[0] }).not.toMatchObject({ code: 0 });
      const pieces = piecesIn(ended.out + ended.err, secret, `${prefix} plainsight://enrol?d= ${folder}`);
      expect({ args: args.slice(0, 2), pieces }).toEqual({ args: args.slice(0, 2), pieces: [] });
    }
  }, 300_000);
});
