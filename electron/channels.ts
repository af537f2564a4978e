/**
 * The names of the IPC channels, derived from a contract's name and its calls. Main and preload both build them here, so
 * a channel that the contract does not have cannot be named.
 */
export function channelOf(contract: string, call: string): string {
  return `plainsight:${contract}:${call}`;
}

/** The one channel from main to page: no payload, it says only that something changed. */
export function changeChannelOf(contract: string): string {
  return `plainsight-changed:${contract}`;
}
