// The program that opens pages: it writes down what it was to open.

import { writeFileSync } from 'node:fs';

const [into = '', ...asked] = process.argv.slice(2);
writeFileSync(into, JSON.stringify(asked));
