import { displayAddress, displayAnswers, isWayland } from '../agent/capture/linux-x11/wire/display-address.ts';

/** Whether there is a desktop to open a page on, and if not, why, as the beginning of a sentence. */
export async function findDisplay(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<'there' | { none: string }> {
  if (platform !== 'linux' || isWayland(env)) return 'there';
  if (!env.DISPLAY) return { none: 'There is no display here' };
  const address = displayAddress(env);
  // A display of another computer shows pages; that it cannot be recorded is the agent's to say.
  if (!address.ok || (await displayAnswers(address))) return 'there';
  return { none: `The display ${env.DISPLAY} does not answer` };
}
