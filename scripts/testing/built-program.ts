import { join } from 'node:path';

/**
 * The command `plainsight` as tests start it, in a few files that `build-program.ts` makes: a start takes
 * half of what it takes to load seven hundred.
 */
export const builtProgram = join(import.meta.dirname, '..', '..', 'out', 'program', 'plainsight.js');
