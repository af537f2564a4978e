import { hasKeys } from '../agent/keys.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { readIdentityFile } from '../seal/age.ts';
import { identityProtector, passphraseProtector, type SecretProtector } from '../seal/protector.ts';
import type { AgentSettings } from './agent-settings.ts';
import { isReadableByOthers, readTextFile } from './json-file.ts';

export const passphraseVariable = 'PLAINSIGHT_PASSPHRASE';

const shortestPassphrase = 12;

export interface Unlocking {
  readonly protector: SecretProtector;
  /** Sentences for the administrator. */
  readonly warnings: readonly string[];
}

/** What opens the agent's keys: the file that the settings name, else the environment. The passphrase leaves `env` with this. */
export async function unlockingOf(settings: AgentSettings, env: NodeJS.ProcessEnv): Promise<Result<Unlocking>> {
  const fromEnvironment = env[passphraseVariable];
  // Programs that this process starts, and whoever reads its environment through them, have no use for it.
  delete env[passphraseVariable];
  if (settings.unlockIdentityFile !== null) return byIdentity(settings.unlockIdentityFile);
  if (settings.passphraseFile !== null) {
    const text = await readTextFile(settings.passphraseFile, 'The passphrase file', 'passphraseFile');
    if (!text.ok) return text;
    return byPassphrase(text.value.replace(/\r?\n$/, ''), settings.folder, await warningsFor(settings.passphraseFile));
  }
  if (fromEnvironment !== undefined) return byPassphrase(fromEnvironment, settings.folder, []);
  return fail(
    problem(
      'unlock-missing',
      'Nothing is given that opens the agent’s keys.',
      `Add unlockIdentityFile or passphraseFile to the settings, or set ${passphraseVariable}.`,
    ),
  );
}

async function byIdentity(path: string): Promise<Result<Unlocking>> {
  const text = await readTextFile(path, 'The file', 'unlockIdentityFile');
  if (!text.ok) return text;
  const identity = readIdentityFile(Buffer.from(text.value));
  if (identity === null) {
    return fail(
      problem(
        'unlock-invalid',
        'The file that unlockIdentityFile names holds no age identity.',
        'If it was typed or copied, compare it: one letter may be wrong. Make a new one with: age-keygen -o FILE, and keep it readable for the agent’s account only.',
      ),
    );
  }
  return ok({ protector: await identityProtector(identity), warnings: await warningsFor(path) });
}

function byPassphrase(passphrase: string, folder: string, warnings: readonly string[]): Result<Unlocking> {
  if (hasKeys(folder) || passphrase.length >= shortestPassphrase)
    return ok({ protector: passphraseProtector(passphrase), warnings });
  return fail(
    problem(
      'passphrase-short',
      `The passphrase is shorter than ${shortestPassphrase} characters.`,
      'Choose a longer one; four or five random words are easy to remember.',
    ),
  );
}

async function warningsFor(path: string): Promise<string[]> {
  if (!(await isReadableByOthers(path))) return [];
  return [
    `Others on this computer can read ${path}, and with it everything that this agent keeps. Run: chmod 600 ${path}`,
  ];
}
