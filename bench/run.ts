// npm run bench [-- ID… --json FILE]: measures side by side in this run, and prints the table.

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startProgress } from '../scripts/progress.mjs';
import { ensureSystemPackages, packageSets } from '../scripts/system-packages.ts';
import { closeLargeOffices } from './large-office/office.ts';
import type { Measurement, Row } from './row.ts';
import { activeWindowCpu } from './rows/active-window-cpu.ts';
import { agentAtRest } from './rows/agent-at-rest.ts';
import { erasePersonRow } from './rows/erase-person.ts';
import { ingest } from './rows/ingest.ts';
import { openDay } from './rows/open-day.ts';
import { pageMemory } from './rows/page-memory.ts';
import { peoplePage } from './rows/people-page.ts';
import { peopleScroll } from './rows/people-scroll.ts';
import { search } from './rows/search.ts';
import { shotBytes, shotCpu, unchangedScreen } from './rows/shot.ts';
import { stopLatency } from './rows/stop-latency.ts';
import { sealAndUpload } from './rows/store/seal-and-upload.ts';
import { storePut } from './rows/store/store-speed.ts';
import { upload } from './rows/store/upload.ts';
import { monthSum, yearSum } from './rows/sums/period-sums.ts';
import { teamReport } from './rows/sums/team-report.ts';
import { swayAtRest } from './rows/sway-at-rest.ts';
import { tabSwitch } from './rows/tab-switch.ts';
import { timelineFps } from './rows/timeline-fps.ts';

import { windowsActiveWindowCpu, windowsAtRest, windowsShotCpu } from './rows/windows.ts';

const measurements: readonly Measurement[] = [
  activeWindowCpu,
  shotCpu,
  shotBytes,
  unchangedScreen,
  agentAtRest,
  swayAtRest,
  tabSwitch,
  stopLatency,
  upload,
  storePut,
  sealAndUpload,
  erasePersonRow,
  ingest,
  openDay,
  peoplePage,
  peopleScroll,
  monthSum,
  yearSum,
  teamReport,
  search,
  timelineFps,
  pageMemory,
  windowsActiveWindowCpu,
  windowsAtRest,
  windowsShotCpu,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, help: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((id) => !measurements.some((each) => each.id === id));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no measurement ${unknown.join(', ')}.`);
  console.log(`npm run bench [-- ID… --json FILE]\n\n${measurements.map(({ id }) => `  ${id}`).join('\n')}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
if (process.platform !== 'linux') {
  console.error('The bench needs Linux: it measures on a virtual X11 desktop.');
  process.exit(2);
}
const ready = await ensureSystemPackages(packageSets.bench);
if (!ready.ok) throw new Error(`${ready.problem.what} ${ready.problem.remedy}`);

const rows: Row[] = [];
let failed = false;
for (const measurement of measurements) {
  if (positionals.length > 0 && !positionals.includes(measurement.id)) continue;
  const progress = startProgress(measurement.id);
  try {
    rows.push(...(await measurement.run((text) => progress.update(text))));
    progress.done('');
  } catch (error) {
    progress.fail(error instanceof Error ? error.message : String(error));
    failed = true;
  }
}
closeLargeOffices();

printTable(rows);
if (values.json !== undefined) {
  const written = rows.map(({ id, ours, theirs, ratio, unit, target, met }) => ({
    id,
    ours,
    theirs,
    ratio,
    unit,
    target,
    met,
  }));
  writeFileSync(values.json, `${JSON.stringify(written, null, 2)}\n`);
}
process.exit(failed ? 1 : 0);

function printTable(table: readonly Row[]): void {
  const heads = ['id', 'ours', 'theirs', 'ratio', 'unit', 'target', 'met', 'against'];
  const lines = [
    heads,
    ...table.map((each) => [
      each.id,
      figure(each.ours),
      figure(each.theirs),
      each.ratio.toFixed(3),
      each.unit,
      each.target,
      each.met ? 'yes' : 'NO',
      each.against,
    ]),
  ];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines) console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
