// A made-up office in a store in a process of its own: large-office.ts FOLDER PEOPLE DAYS SEED MONTHS. Prints how to reach it as one line of JSON.
import { openOfficeStore } from '../large-office/bucket/open-store.ts';

const [folder = '', people, days, seed = '', months] = process.argv.slice(2);
const { reach } = await openOfficeStore(folder, {
  people: Number(people),
  days: Number(days),
  seed,
  months: months === 'true',
});
console.log(JSON.stringify(reach));
process.stdin.resume().on('end', () => process.exit());
