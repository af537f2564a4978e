import { parentProcess } from '../../ipc/process/parent-process.ts';
import { readSegmentsHere, type SegmentJob } from './segment-reading.ts';

const parent = parentProcess();

parent.onMessage((message) => {
  const { id, job } = message as { readonly id: unknown; readonly job: SegmentJob };
  readSegmentsHere(job).then(
    (read) => parent.send({ id, read }),
    () => parent.send({ id, read: null }),
  );
});
parent.onGone(() => process.exit());
