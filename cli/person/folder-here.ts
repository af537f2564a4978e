import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { ok, type Result } from '../../core/result.ts';
import { type AgentSettings, readAgentSettings } from '../agent/agent-settings.ts';
import { type Unlocking, unlockingOf } from '../agent/agent-unlock.ts';
import type { Options } from '../cli-command.ts';

/** What this process gives to whatever decides in an agent's folder without the agent. */
export const here = { openStore: openS3Store, clock: { now: () => Date.now() }, random: Math.random } as const;

interface FolderSettings {
  readonly settings: AgentSettings;
  /** What opens the keys, or why nothing does: what has to be said then is the command's. */
  readonly unlocking: Result<Unlocking>;
}

/**
 * The agent's settings in the file that the options name, and what opens the keys in its folder. The
 * passphrase leaves the environment with this.
 */
export async function readFolderSettings({ values, passphraseWork }: Options): Promise<Result<FolderSettings>> {
  const settings = await readAgentSettings(values.settings ?? '');
  if (!settings.ok) return settings;
  return ok({
    settings: settings.value,
    unlocking: await unlockingOf(settings.value, process.env, passphraseWork),
  });
}
