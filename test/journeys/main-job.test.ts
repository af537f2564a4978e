import { describe } from 'vitest';
import { mainJob } from './main-job.ts';
import { openEmbeddedOffice } from './scenes/offices.ts';

describe.skipIf(process.platform !== 'linux')('the main job over the embedded store (Linux)', () => {
  mainJob('embedded', openEmbeddedOffice);
});
