import { describe } from 'vitest';
import { hasCeph } from '../fixtures/ceph.ts';
import { mainJob } from './main-job.ts';
import { openCephOffice } from './scenes/offices.ts';

describe.skipIf(!(await hasCeph()))('the main job over Ceph RGW (Linux, as root or with Ceph installed)', () => {
  mainJob('ceph', openCephOffice);
});
