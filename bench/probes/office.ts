// An office of one with its embedded store, in a process of its own. Prints the enrolment as one line of JSON.
import { join } from 'node:path';
import { unwrap } from '../../core/result.ts';
import { openTrialOffice } from '../../scripts/demo/demo-organisation.ts';

const folder = process.argv[2] ?? '';
const office = unwrap(
  await openTrialOffice({
    folder: join(folder, 'office'),
    organisation: 'Bench',
    person: 'Bench',
    viewer: 'Bench',
    zone: 'UTC',
  }),
);
console.log(JSON.stringify(office.enrolment));
// Ends with whoever started it.
process.stdin.resume().on('end', () => process.exit());
