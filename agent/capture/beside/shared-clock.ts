/**
 * ms on the one clock of this computer that every process reads alike and that nobody sets. What one
 * process says of an instant by it another can place, also while only one of them knows that the
 * time was set: Node on Windows notices that up to a minute late.
 */
export function sharedMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
