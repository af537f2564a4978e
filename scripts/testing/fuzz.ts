// Alters objects of a made-up bucket and reads them in every way: `node scripts/testing/fuzz.ts [OBJECTS] [SEED]`. Prints each seed that fails.

import { writeText } from '../../agent/host/terminal.ts';
import { makeHostileOffice } from '../../test/fixtures/hostile/office.ts';
import { HostileRoundFailed, hostileRound } from '../../test/fixtures/hostile/rounds.ts';
import { startProgress } from '../progress.mjs';

const [wanted = 20_000, first = 1] = process.argv.slice(2).map(Number);
const made = await makeHostileOffice();
const progress = startProgress('Reading hostile objects');
let objects = 0;
let seed = first;
let failed = 0;
for (; objects < wanted; seed++) {
  progress.update(`${objects} of ${wanted}, seed ${seed}, ${failed} failed`);
  try {
    objects += (await hostileRound(seed, made)).altered.length;
  } catch (error) {
    if (!(error instanceof HostileRoundFailed)) throw error;
    failed += 1;
    writeText('stderr', error.message);
    objects += 1;
  }
}
const said = `${objects} objects altered, seeds ${first} to ${seed - 1}, ${failed} failed`;
if (failed === 0) progress.done(said);
else progress.fail(said);
process.exitCode = failed === 0 ? 0 : 1;
