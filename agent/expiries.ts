import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '../core/ids.ts';
import { type Organisation, organisationSchema } from '../core/organisation/organisation.ts';
import { utcDay } from '../core/time/calendar.ts';
import { readUnverified } from '../seal/signing.ts';
import type { Agent } from './agent.ts';
import { HistoryExpiry } from './day/history-expiry.ts';
import { organisationFact } from './policy/organisation-keeper.ts';
import type { Clock } from './ports.ts';
import { removeWeeks } from './timesheet/week-keeper.ts';
import { Vault } from './vault/vault.ts';

/**
 * The agent, which also lets go what is on this computer beyond the most that the notice promises, while it runs: of this
 * enrolment, and of those that were left, each by the notice that was its own last.
 */
export function forgetting(agent: Agent): Agent {
  const { organisation, options } = agent;
  const { vault, folder, clock, log } = options;
  const onFailure = () => log('What is beyond its time could not be removed yet.');
  const left = new LeftHistories(folder, { clock, onFailure });
  const weeks = (isOver: Parameters<typeof removeWeeks>[1]) => removeWeeks(vault.own, isOver);
  const also = () => left.run();
  const expiry = new HistoryExpiry({ rows: vault.expired, weeks, organisation, clock, onFailure, also });
  expiry.start();
  return {
    ...agent,
    async stop(flushMs) {
      left.stop();
      await expiry.stop();
      await agent.stop(flushMs);
    },
  };
}

interface LeftHistoriesOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly onFailure: (error: unknown) => void;
  readonly pauseMs?: number;
}

/** What is kept here of enrolments that were left: `history-1` and so on. */
export class LeftHistories {
  readonly #folder: string;
  readonly #options: LeftHistoriesOptions;
  #current: HistoryExpiry | null = null;
  #isStopped = false;
  #lookedOn: Day | null = null;

  constructor(folder: string, options: LeftHistoriesOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** Once a day: nothing comes to them any more. */
  async run(): Promise<void> {
    const today = utcDay(this.#options.clock.now());
    if (today === this.#lookedOn) return;
    this.#lookedOn = today;
    const names = await readdir(this.#folder);
    for (const name of names.filter((each) => /^history-\d+$/.test(each)).sort())
      if (!this.#isStopped) await this.#expire(join(this.#folder, name));
  }

  /** After the step that is under way. */
  stop(): void {
    this.#isStopped = true;
    void this.#current?.stop();
  }

  async #expire(folder: string): Promise<void> {
    const opened = Vault.open(folder);
    if (!opened.ok) return this.#options.onFailure(opened.problem);
    const vault = opened.value;
    try {
      const current = lastNoticeIn(vault);
      // How long it is kept nobody knows then: it is the person's to remove.
      if (current === null) return;
      const weeks = (isOver: Parameters<typeof removeWeeks>[1]) => removeWeeks(vault.own, isOver);
      const organisation = { current, answers: 0 };
      this.#current = new HistoryExpiry({ ...this.#options, rows: vault.expired, weeks, organisation });
      await this.#current.run();
    } finally {
      this.#current = null;
      vault.close();
    }
  }
}

/** The document that its agent took last, whose signature it checked then; null: none that is understood. */
function lastNoticeIn(vault: Pick<Vault, 'fact'>): Organisation | null {
  const kept = vault.fact(organisationFact);
  const read = organisationSchema.safeParse(kept === null ? null : readUnverified(Buffer.from(kept, 'base64')));
  return read.success ? read.data : null;
}
