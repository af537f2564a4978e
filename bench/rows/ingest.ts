import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DerivedObjects } from '../../agent/upload/derived-objects.ts';
import { packName } from '../../bucket/layout.ts';
import type { ActivityRecord } from '../../core/day/activity.ts';
import { ok, unwrap } from '../../core/result.ts';
import { zoneSchema } from '../../core/time/calendar.ts';
import { createOrganisation } from '../../org/organisation.ts';
import { databaseOf } from '../../test/fixtures/agent/vault-database.ts';
import { controller } from '../../test/fixtures/organisation/offices.ts';
import { type Measurement, median, row, rowsAgainst } from '../row.ts';
import { type BenchVault, openBenchVault } from '../vault-fixture.ts';

const batches = 60;
const batchSize = 1_000;
const start = Date.parse('2026-03-02T08:00:00Z');

/**
 * Records into the vault, sealed and durable, in batches, against the same records as plain rows of SQLite, one commit a record, as trackers
 * keep heartbeats (same settings: WAL, synchronous=FULL).
 */
export const ingest: Measurement = {
  id: 'ingest',
  async run(say) {
    const rates = { ours: await ingestOurs(say), theirs: ingestTheirs() };
    const { sealed, plain } = await monthOfMetadata();
    const month = { ours: sealed / 1e6, theirs: plain / 1e6 };
    const records = row('ingest', rates, 'records a second', 'over 20,000', rates.ours > 20_000);
    const bytes = row('metadata-month', month, 'MB a month in the bucket', 'under 4 MB', sealed < 4e6);
    return [
      ...rowsAgainst('plain SQLite rows, one commit each', records),
      ...rowsAgainst('the same records as plain JSON', bytes),
    ];
  },
};

async function ingestOurs(say: (text: string) => void): Promise<number> {
  const { keeper, close } = await openBenchVault();
  const rates: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    say(`batch ${batch + 1} of ${batches}`);
    const records = Array.from({ length: batchSize }, (_, index) =>
      windowAt(start + (batch * batchSize + index) * 400, index),
    );
    const startedAt = performance.now();
    unwrap(await keeper.keep(keeper.dayOf(start), records, start));
    if (batch > 0) rates.push(batchSize / ((performance.now() - startedAt) / 1000));
  }
  close();
  return median(rates);
}

function ingestTheirs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
  const database = new DatabaseSync(join(folder, 'plain.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (at INTEGER, data TEXT)');
  const insert = database.prepare('INSERT INTO events VALUES (?, ?)');
  const count = 5_000;
  const startedAt = performance.now();
  for (let index = 0; index < count; index++)
    insert.run(start + index, JSON.stringify(windowAt(start + index * 400, index)));
  const rate = count / ((performance.now() - startedAt) / 1000);
  database.close();
  rmSync(folder, { recursive: true, force: true });
  return rate;
}

/**
 * 22 days of 8 hours: a switch of windows every 20 s and counts every minute; sealed as the agent does at its usual settings, with the packs, sums and
 * latest that it puts beside.
 */
async function monthOfMetadata(): Promise<{ sealed: number; plain: number }> {
  const made = await openBenchVault();
  const { vault, keeper, close } = made;
  let plain = 0;
  const oneDay = 24 * 3_600_000;
  for (let day = 0; day < 22; day++) {
    const morning = start + day * oneDay;
    for (let minute = 0; minute < 480; minute++) {
      const at = morning + minute * 60_000;
      const records: ActivityRecord[] = [0, 1, 2].map((third) =>
        windowAt(at + third * 20_000, minute * 3 + third, 20_000),
      );
      records.push({ kind: 'state', start: at, end: at + 60_000, state: 'active', reason: null });
      records.push({
        kind: 'counts',
        start: at,
        end: at + 60_000,
        keys: (minute * 37) % 190,
        clicks: (minute * 11) % 25,
        scrolls: (minute * 7) % 60,
      });
      plain += JSON.stringify(records).length;
      unwrap(await keeper.keep(keeper.dayOf(at), records, at));
      unwrap(await keeper.advance(at, 10 * 60_000));
    }
  }
  unwrap(await keeper.advance(start + 23 * oneDay, 0, true));
  const sum = databaseOf(vault).prepare('SELECT SUM(bytes) AS bytes FROM objects').get();
  const beside = await besideDays(made, start + 23 * oneDay);
  close();
  return { sealed: Number(sum?.bytes ?? 0) + beside, plain };
}

/** The bytes of what the agent puts beside the chains of its days once all of them have arrived. */
async function besideDays(made: BenchVault, now: number): Promise<number> {
  const { vault, keeper, person, device, employee, privateKey, recipients } = made;
  const { document } = await createOrganisation({ name: 'Bench', controller });
  const sizes = new Map<string, number>();
  const problems: string[] = [];
  databaseOf(vault).exec("UPDATE objects SET state = 'sent'");
  const derived = new DerivedObjects({
    vault,
    keeper,
    store: {
      put: async (key, body) => {
        sizes.set(key, body.length);
        return ok(undefined);
      },
    },
    prefix: '',
    zone: zoneSchema.parse('UTC'),
    ...{ person, device, employee },
    privateKey,
    organisation: () => document,
    viewers: () => [],
    always: () => recipients,
    clock: { now: () => now },
    random: () => 0,
    onProblem: ({ code }) => problems.push(code),
  });
  await derived.run(new AbortController().signal, true);
  const packs = [...sizes.keys()].filter((key) => key.endsWith(packName));
  if (packs.length !== vault.days().length || problems.length > 0)
    throw new Error(`${packs.length} packs of ${vault.days().length} days: ${problems[0]}`);
  return [...sizes.values()].reduce((total, bytes) => total + bytes, 0);
}

/** A window record with a title of usual length that differs from its neighbours. */
function windowAt(at: number, index: number, ms = 400): ActivityRecord {
  const apps = ['editor', 'chromium', 'xterm', 'mail'] as const;
  const app = apps[index % apps.length] ?? 'editor';
  const title = `Document ${(index * 7919) % 997} of project ${(index * 31) % 13} — ${app}`;
  return { kind: 'window', start: at, end: at + ms, appId: app, appName: app, title, site: null, withheld: null };
}
