import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { untilTold } from '../../agent/host/end-signals.ts';
import { writeLines } from '../../agent/host/terminal.ts';
import type { LogEntry } from '../../bucket/embedded/http/request-handler.ts';
import { startEmbeddedStore } from '../../bucket/embedded/server.ts';
import type { Problem } from '../../core/problem.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import type { Options } from '../cli-command.ts';
import { giveUp, inOption, print } from '../outcome.ts';

/** Serves until it is told to end. */
export async function runStore(values: Options['values'], switches: Options['switches']): Promise<number> {
  const { folder = '', port, host, name, bucket = '', 'keys-bucket': keysBucket } = values;
  const buckets = keysBucket === undefined ? [bucket] : [bucket, keysBucket];
  const told = untilTold();
  const started = await startEmbeddedStore({
    folder,
    port: Number(port),
    buckets,
    ...(host === undefined ? {} : { host }),
    ...(name === undefined ? {} : { names: [name] }),
    ...(switches.has('log') ? { onLog: logRequest } : {}),
  });
  if (!started.ok) return giveUp(inItsOption(started.problem));
  const store = started.value;
  const certificateFile = join(folder, 'ca.pem');
  const written = await writeDurably(certificateFile, Buffer.from(store.caCertificate));
  if (!written.ok) {
    await store.close();
    return giveUp(written.problem);
  }
  print(`Endpoint     ${store.endpoint}`);
  print(`Bucket       ${bucket}   (region ${store.region})`);
  if (keysBucket !== undefined) print(`For keys     ${keysBucket}   (keysBucket in the bucket file)`);
  print(`Certificate  ${certificateFile}`);
  print(`Fingerprint  ${fingerprintOf(store.caCertificate)}`);
  const count = store.credentials.list().length;
  print(`Credentials  ${count}. Make one: plainsight store credential add --folder ${folder} --role owner`);
  await told;
  await store.close();
  print('Stopped. Everything that was stored is kept.');
  return 0;
}

/** Which option leads out of what the store met when it started. */
const optionOf: Readonly<Record<string, string>> = {
  'store-port': 'port',
  'store-host': 'host',
  'store-in-use': 'folder',
  'store-folder': 'folder',
};

function inItsOption(what: Problem): Problem {
  const option = optionOf[what.code];
  return option === undefined ? what : inOption(option, what);
}

function logRequest({ at, method, path, status, code, accessKeyId, failure }: LogEntry): void {
  const parts = [new Date(at).toISOString(), status, method, path, accessKeyId ?? '-', code, failure];
  writeLines('stderr', [parts.filter((part) => part !== undefined).join(' ')]);
}

/** SHA-256 of the certificate itself, as browsers and openssl show it. */
function fingerprintOf(pem: string): string {
  const digest = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex').toUpperCase();
  return `SHA-256 ${digest.match(/../g)?.join(':') ?? ''}`;
}
