import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../agent/agent.ts';
import { accessKey, dayKeyName, dayObjectKey } from '../../../bucket/layout.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { dayBounds, zoneSchema } from '../../../core/time/calendar.ts';
import { firstAccess } from '../../../org/access.ts';
import { openWith } from '../../../seal/age.ts';
import { signDocument } from '../../../seal/signing.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { countsAt } from '../../fixtures/agent/vaults.ts';
import { unreachable } from '../../fixtures/memory-store.ts';

const [first, second, third] = ['2026-06-01', '2026-06-02', '2026-06-03'].map((day) => daySchema.parse(day)) as [
  Day,
  Day,
  Day,
];
const startOf = (day: Day) => dayBounds(day, zoneSchema.parse('UTC')).start;

/** An agent at the beginning of a day, and an organisation that gives access and takes it away. */
async function place() {
  const { store, office, start } = await newWorkplace({ holdMs: 0 });
  const { person } = office.card;
  const time = { now: startOf(first) };
  const startAt = (day: Day) => {
    time.now = startOf(day);
    return start({ clock: { now: () => time.now } });
  };
  let version = 1;
  /** From now on the viewer may open the days `from` to `to`, or none. */
  const give = (span: { from: Day | null; to: Day | null } | null): void => {
    const { viewer, recipient } = office.viewer.certificate;
    const viewers = span === null ? [] : [{ viewer, recipient, spans: [span] }];
    const access = { ...firstAccess(person, [], 1), version: ++version, viewers };
    store.objects.set(accessKey('', person), signDocument(access, office.keys.signing.privateKey));
  };
  /** Begins the day, as its first record does, and sends what that makes. */
  const begin = async (agent: Agent, day: Day): Promise<void> => {
    unwrap(await agent.keeper.keep(day, [countsAt(startOf(day))], startOf(day)));
    await agent.uploader.flush();
  };
  const sealedKey = (agent: Agent, day: Day) =>
    store.objects.get(dayObjectKey('', { person, day, device: agent.options.keys.device }, dayKeyName('days'))) ??
    new Uint8Array();
  const opens = async (agent: Agent, day: Day) => {
    const file = sealedKey(agent, day);
    const who = [office.viewer.identity, agent.options.keys.identity, office.keys.recovery[0]?.identity];
    const opened = await Promise.all(
      who.map(async (each) => each !== undefined && (await openWith(each, file)) !== null),
    );
    return { viewer: opened[0], employee: opened[1], recovery: opened[2] };
  };
  return { store, startAt, give, begin, opens, sealedKey };
}

describe('a day', () => {
  it('that begins after a viewer was removed does not open to them; one that had begun is left as it is', async () => {
    const { startAt, give, begin, opens, sealedKey } = await place();
    const one = await startAt(first);
    await begin(agentOf(one), first);
    expect(await opens(agentOf(one), first)).toEqual({ viewer: true, employee: true, recovery: true });
    const before = sealedKey(agentOf(one), first);
    give(null);
    await one.close();
    const two = await startAt(second);
    await begin(agentOf(two), second);
    expect(await opens(agentOf(two), second)).toEqual({ viewer: false, employee: true, recovery: true });
    expect(sealedKey(agentOf(two), first)).toEqual(before);
  });

  it('that begins while the agent runs on is for those whom it was told of last', async () => {
    const { store, startAt, give, begin, opens } = await place();
    const agent = agentOf(await startAt(first));
    await begin(agent, first);
    give(null);
    await agent.access.refresh(store, new AbortController().signal);
    await begin(agent, second);
    give({ from: third, to: null });
    await agent.access.refresh(store, new AbortController().signal);
    await begin(agent, third);
    const asked = await Promise.all([first, second, third].map(async (day) => (await opens(agent, day)).viewer));
    expect(asked).toEqual([true, false, true]);
  });

  it('opens only to those whose span holds it', async () => {
    const { startAt, give, begin, opens } = await place();
    give({ from: second, to: second });
    const agent = agentOf(await startAt(first));
    for (const day of [first, second, third]) await begin(agent, day);
    const asked = await Promise.all([first, second, third].map(async (day) => (await opens(agent, day)).viewer));
    expect(asked).toEqual([false, true, false]);
  });

  it('begins without the bucket too, for those who were known last', async () => {
    const { store, startAt, give, begin, opens } = await place();
    give(null);
    store.refuse = (verb) => (verb === 'get' ? unreachable : null);
    const agent = agentOf(await startAt(first));
    await begin(agent, first);
    // Nothing was sent: what is to be erased could not be asked. The key that was made stays as it is.
    expect(await opens(agent, first)).toEqual({ viewer: false, employee: false, recovery: false });
    store.refuse = () => null;
    await agent.uploader.flush();
    expect(await opens(agent, first)).toEqual({ viewer: true, employee: true, recovery: true });
  });
});
