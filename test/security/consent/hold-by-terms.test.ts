import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../agent/agent.ts';
import { orgKey } from '../../../bucket/layout.ts';
import { hashOfTerms } from '../../../core/consent/terms.ts';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { signDocument } from '../../../seal/signing.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { noon } from './hold-scene.ts';

/** What is on hold leaves when the terms under which it was recorded say so, whatever is published later. */

/** A person at work under a hold of one hour, and an organisation that may publish another one. */
async function atWork() {
  const { store, office, start, platform } = await newWorkplace({ holdMs: hourMs });
  const time = { now: noon };
  const run = () => start({ clock: { now: () => time.now } });
  const agree = async (agent: Agent, ...which: Purpose[]) => {
    for (const purpose of which) {
      const terms = agent.organisation.terms(purpose);
      if (terms === null) throw new Error('not asked for');
      unwrap(await agent.consent.set(purpose, true, 'page', hashOfTerms(terms)));
    }
  };
  let version = office.keys.document.version;
  const publish = (holdMs: number): void => {
    const { document, signing } = office.keys;
    const changed = { ...document, version: ++version, settings: { ...document.settings, holdMs } };
    store.objects.set(orgKey(''), signDocument(changed, signing.privateKey));
  };
  /** The agent takes what is published, as it does every quarter of an hour. */
  const follow = (agent: Agent) =>
    agent.organisation.refresh(store, new AbortController().signal, (take) =>
      agent.conductor.change(() => {
        take();
        void agent.consent.followOrganisation();
      }),
    );
  const segments = (agent: Agent) => agent.options.vault.segments(agent.keeper.dayOf(noon)).length;
  /** Until when each row of the journal stays. */
  const rows = (agent: Agent) =>
    agent.options.vault.journal(agent.keeper.dayOf(noon)).map(({ release_at }) => release_at);
  return { run, agree, publish, follow, segments, rows, platform, time, store };
}

describe('what is on hold', () => {
  it('stays as long as the terms said that the person read, when a shorter hold is published', async () => {
    const { run, agree, publish, follow, segments, rows, platform, time } = await atWork();
    const agent = agentOf(await run());
    await agree(agent, 'apps', 'titles');
    platform.focus('a private thing');
    time.now += 30_000;
    await agent.conductor.journalNow();
    expect(rows(agent)).not.toEqual([]);
    publish(0);
    await follow(agent);
    expect(agent.gate.ask('apps', time.now)).toEqual({ refused: 'changed' });
    await agent.conductor.advance();
    expect(segments(agent)).toBe(0);
    time.now += hourMs - 1;
    await agent.conductor.advance();
    expect(segments(agent)).toBe(0);
    time.now += 20 * minuteMs;
    await agent.conductor.advance();
    expect(segments(agent)).toBe(1);
  });

  it('keeps its hold where it was only in memory when the shorter one came, and over a restart', async () => {
    const { run, agree, publish, follow, segments, rows, platform, time } = await atWork();
    const first = await run();
    await agree(agentOf(first), 'apps', 'titles');
    platform.focus('a private thing');
    time.now += 30_000;
    publish(0);
    await follow(agentOf(first));
    // The agent asks by itself too, and may have been first: then this was not waited for.
    await expect.poll(() => rows(agentOf(first)), { timeout: 60_000 }).toEqual([time.now + hourMs]);
    await first.close();
    time.now += minuteMs;
    const again = agentOf(await run());
    // The person reads the new terms: what comes from now on leaves at once, what came before does not.
    await agree(again, 'apps', 'titles');
    await again.conductor.journalNow();
    await again.conductor.advance();
    expect(segments(again)).toBe(0);
    time.now += hourMs - 3 * minuteMs;
    await again.conductor.advance();
    expect(segments(again)).toBe(0);
  });

  it('is not held longer either when a longer hold is published later: the time that the page named stays', async () => {
    const { run, agree, publish, follow, segments, platform, time } = await atWork();
    const agent = agentOf(await run());
    await agree(agent, 'apps');
    platform.focus('a thing');
    time.now += 30_000;
    await agent.conductor.journalNow();
    publish(5 * hourMs);
    await follow(agent);
    time.now += hourMs + 11 * minuteMs;
    await agent.conductor.advance();
    expect(segments(agent)).toBe(1);
  });
});
