import { hasKeys, keeperIn } from '../../agent/enrolment/keys.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { systemKeeper } from '../../seal/account-keeper.ts';
import { readIdentityFile } from '../../seal/age.ts';
import { identityProtector, type Keychain, passphraseProtector, type SecretProtector } from '../../seal/protector.ts';
import { isReadableByOthers, readTextFile } from '../json-file.ts';
import {
  passphraseSource,
  passphraseVariable,
  readPassphraseFile,
  takePassphrase,
  unfitPassphrase,
} from '../passphrase.ts';
import type { AgentSettings } from './agent-settings.ts';

export interface Unlocking {
  readonly protector: SecretProtector;
  /** Sentences for the administrator. */
  readonly warnings: readonly string[];
}

/**
 * What opens the agent's keys: the file that the settings name, else the environment, else the system
 * where it keeps them for this account. The passphrase leaves `env` with this. `work` is what trying a
 * passphrase costs that new keys are sealed with.
 */
export async function unlockingOf(
  settings: AgentSettings,
  env: NodeJS.ProcessEnv,
  work?: number,
  keychain: Keychain | null = systemKeeper(),
): Promise<Result<Unlocking>> {
  const withoutSettings = await unlockingIn(settings.folder, env, work, keychain);
  if (settings.unlockIdentityFile !== null) return byIdentity(settings.unlockIdentityFile);
  if (settings.passphraseFile !== null) {
    const text = await readPassphraseFile(settings.passphraseFile, 'passphraseFile');
    if (!text.ok) return text;
    const source = 'the file that passphraseFile names';
    const warnings = await warningsFor(settings.passphraseFile);
    return byPassphrase({ passphrase: text.value, source, work }, settings.folder, warnings);
  }
  return withoutSettings ?? fail(problem('unlock-missing', { variable: passphraseVariable }));
}

/**
 * What opens the keys in `folder` without settings: the variable, else the system; null where neither
 * does. The passphrase leaves `env` with this.
 */
export async function unlockingIn(
  folder: string,
  env: NodeJS.ProcessEnv,
  work?: number,
  keychain: Keychain | null = systemKeeper(),
): Promise<Result<Unlocking> | null> {
  const passphrase = takePassphrase(env);
  if (passphrase !== undefined) return byPassphrase({ passphrase, source: passphraseSource, work }, folder, []);
  const keeper = keychain === null ? null : await keeperIn(folder, keychain);
  return keeper === null ? null : ok({ protector: keeper, warnings: [] });
}

async function byIdentity(path: string): Promise<Result<Unlocking>> {
  const text = await readTextFile(path, 'The file', 'unlockIdentityFile');
  if (!text.ok) return text;
  const identity = readIdentityFile(Buffer.from(text.value));
  if (identity === null) {
    return fail(problem('unlock-invalid'));
  }
  return ok({ protector: await identityProtector(identity), warnings: await warningsFor(path) });
}

interface GivenPassphrase {
  readonly passphrase: string;
  readonly source: string;
  readonly work: number | undefined;
}

function byPassphrase(
  { passphrase, source, work }: GivenPassphrase,
  folder: string,
  warnings: readonly string[],
): Result<Unlocking> {
  const wrong = unfitPassphrase(passphrase, source, hasKeys(folder) ? 'known' : 'new');
  if (wrong !== null) return fail(wrong);
  return ok({ protector: from(source, passphraseProtector(passphrase, work)), warnings });
}

/** The same protector, which says where the passphrase was taken from when it does not fit. */
function from(source: string, protector: SecretProtector): SecretProtector {
  return {
    ...protector,
    reveal: async (sealed) => {
      const opened = await protector.reveal(sealed);
      if (opened.ok || opened.problem.code !== 'wrong-passphrase') return opened;
      return fail(problem('wrong-agent-passphrase', { source }));
    },
  };
}

async function warningsFor(path: string): Promise<string[]> {
  if (!(await isReadableByOthers(path))) return [];
  return [
    `Others on this computer can read ${path}, and with it everything that this agent keeps. Run: chmod 600 ${path}`,
  ];
}
