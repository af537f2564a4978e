import { readSegmentsHere, type SegmentJob, type SegmentsRead } from './segment-reading.ts';

/** What this runs as: a process that Node forked, or one of Electron's beside its main one. */
interface Electrons {
  readonly parentPort?: {
    on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
    postMessage(message: unknown): void;
  };
}

const { parentPort } = process as unknown as Electrons;

function answer(id: unknown, read: SegmentsRead | null): void {
  if (parentPort !== undefined) parentPort.postMessage({ id, read });
  else process.send?.({ id, read });
}

function take(message: unknown): void {
  const { id, job } = message as { readonly id: unknown; readonly job: SegmentJob };
  readSegmentsHere(job).then(
    (read) => answer(id, read),
    () => answer(id, null),
  );
}

if (parentPort !== undefined) parentPort.on('message', ({ data }) => take(data));
else {
  process.on('message', take);
  // Whoever asked has gone.
  process.on('disconnect', () => process.exit());
}
