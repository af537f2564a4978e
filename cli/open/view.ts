import { fileURLToPath } from 'node:url';
import { writeLines } from '../../agent/host/terminal.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { problem } from '../../core/problem.ts';
import { managerContract } from '../../ipc/manager.ts';
import { forkedProcess } from '../../viewer/day/forked-process.ts';
import { createManager } from '../../viewer/manager.ts';
import { readViewerFile } from '../../viewer/session/viewer-file.ts';
import { startWebHost } from '../../web/server.ts';
import { complain, defineCommand, type Form, giveUp, inOption, print, untilTold } from '../command.ts';
import { isReadableByOthers, readJsonFile } from '../json-file.ts';
import { port, viewerFile } from '../option-kinds.ts';

const help = `plainsight view --viewer FILE [--port N]

Serves the manager's page on this computer, for any browser on it: people, their days, periods, teams, search and export, as far as you were
given access. Your passphrase is asked for by the page. What is opened stays in memory, and goes when the key is locked or this ends.

  --viewer FILE   your viewer's file
  --port N        any free port, unless given

The address that is printed is a key to the page: it is for you at this computer alone. SIGTERM or Ctrl+C locks and ends.`;

const form: Form = {
  called: 'plainsight view',
  action: null,
  texts: { viewer: viewerFile, port },
  switches: [],
  needs: ['viewer'],
};

export const viewCommand = defineCommand({
  summary: 'open the manager’s page in a browser, with a viewer’s file',
  help,
  forms: [form],
  async act({ values, switches }) {
    return serve(values.viewer ?? '', Number(values.port ?? 0));
  },
});

async function serve(path: string, port: number): Promise<number> {
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
    startReading: () => forkedProcess(),
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
