import { fileURLToPath } from 'node:url';
import { untilTold } from '../../agent/host/end-signals.ts';
import { writeLines } from '../../agent/host/terminal.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { problem } from '../../core/problem.ts';
import { managerContract } from '../../ipc/manager.ts';
import { readingProcess } from '../../viewer/day/reading-process.ts';
import { createManager } from '../../viewer/manager.ts';
import { readViewerFile } from '../../viewer/session/viewer-file.ts';
import { startWebHost } from '../../web/server.ts';
import { isReadableByOthers, readJsonFile } from '../json-file.ts';
import { complain, giveUp, inOption, print } from '../outcome.ts';

export async function servePage(path: string, port: number): Promise<number> {
  const told = untilTold();
  const json = await readJsonFile(path, 'The viewer’s file');
  if (!json.ok) return giveUp(inOption('viewer', json.problem));
  const file = readViewerFile(json.value);
  if (!file.ok) return giveUp(inOption('viewer', file.problem));
  if (await isReadableByOthers(path)) complain(problem('viewer-file-readable', { path }));
  const manager = createManager({
    file: file.value,
    openStore: openS3Store,
    clock: { now: () => Date.now() },
    startReading: () => readingProcess(),
  });
  try {
    const host = await startWebHost({
      port,
      root: fileURLToPath(new URL('../../out/renderer', import.meta.url)),
      contracts: [{ contract: managerContract, service: manager.service, onChange: manager.onChange }],
      log: (line) => writeLines('stderr', [line]),
    });
    if (!host.ok) return giveUp(host.problem.code.startsWith('port-') ? inOption('port', host.problem) : host.problem);
    print(`${file.value.certificate.name}, ${file.value.organisation}`);
    print(`Open in a browser on this computer: ${host.value.address('manager')}`);
    await told;
    await host.value.close();
  } finally {
    manager.close();
  }
  print('Locked and ended.');
  return 0;
}
