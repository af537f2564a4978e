import { fileURLToPath } from 'node:url';
import { createAdministrator } from '../../../administrator/administrator.ts';
import { untilTold } from '../../../agent/host/end-signals.ts';
import { writeLines } from '../../../agent/host/terminal.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { administratorContract } from '../../../ipc/administrator/administrator.ts';
import { startWebHost } from '../../../web/server.ts';
import type { Options } from '../../cli-command.ts';
import { giveUp, inOption, print } from '../../outcome.ts';
import { readBucketFile } from '../../store/bucket-file.ts';

/** Until this process is told to end. */
export async function serveAdministratorPages({ values, passphraseWork }: Options): Promise<number> {
  const told = untilTold();
  const { folder = '', bucket = '', store, port = 0 } = values;
  const file = await readBucketFile(bucket);
  if (!file.ok) return giveUp(file.problem);
  const administrator = createAdministrator({
    ...{ folder, storeFolder: store, settings: file.value.settings, openStore: openS3Store },
    ...{ passphraseWork, clock: { now: () => Date.now() } },
  });
  try {
    const { service, onChange } = administrator;
    const host = await startWebHost({
      port: Number(port),
      root: fileURLToPath(new URL('../../../out/renderer', import.meta.url)),
      contracts: [{ contract: administratorContract, service, onChange }],
      log: (line) => writeLines('stderr', [line]),
    });
    if (!host.ok) return giveUp(host.problem.code.startsWith('port-') ? inOption('port', host.problem) : host.problem);
    print(`Open in a browser on this computer: ${host.value.address('administrator')}`);
    await told;
    await host.value.close();
  } finally {
    administrator.close();
  }
  print('Locked and ended.');
  return 0;
}
