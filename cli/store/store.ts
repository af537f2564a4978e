import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { writeLines } from '../../agent/host/terminal.ts';
import type { LogEntry } from '../../bucket/embedded/http/request-handler.ts';
import { startEmbeddedStore } from '../../bucket/embedded/server.ts';
import type { Problem } from '../../core/problem.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import { type Command, defineCommand, type Form, giveUp, inOption, print, untilTold } from '../command.ts';
import { folderToMake, listenAddress, port, serverName } from '../option-kinds.ts';
import { bucketName, credentialCommand, defaultBucket } from './store-credential.ts';

const defaultPort = 8421;

const help = `plainsight store --folder DIR [--port N] [--host ADDRESS] [--name NAME] [--bucket NAME] [--log]
plainsight store credential add|list|remove --folder DIR …     (see plainsight store credential --help)

Runs the embedded S3 store over HTTPS, for one office. Its certificate is its own: every enrolment and viewer's file carries it.

  --folder DIR    objects, index, credentials and certificate; made if it is not there
  --port N        ${defaultPort} unless given; 0 takes any free port
  --host ADDRESS  127.0.0.1 unless given; 0.0.0.0 for every address of this computer
  --name NAME     a further name under which clients reach it, for the certificate
  --bucket NAME   ${defaultBucket} unless given
  --log           one line a request on standard error

SIGTERM or Ctrl+C ends it and keeps everything.`;

const form: Form = {
  called: 'plainsight store',
  action: null,
  texts: {
    folder: folderToMake('the store', '/var/lib/plainsight-store'),
    port,
    host: listenAddress,
    name: serverName,
    bucket: bucketName,
  },
  switches: ['log'],
  needs: ['folder'],
};

const serveCommand = defineCommand({
  summary: 'run the embedded store over HTTPS, and make credentials for it',
  help,
  forms: [form],
  act: ({ values, switches }) =>
    serve({
      ...values,
      folder: values.folder ?? '',
      port: Number(values.port ?? defaultPort),
      log: switches.has('log'),
    }),
});

export const storeCommand: Command = {
  ...serveCommand,
  forms: [form, ...credentialCommand.forms],
  run: (args) => (args[0] === 'credential' ? credentialCommand.run(args.slice(1)) : serveCommand.run(args)),
};

interface ServeOptions {
  readonly folder: string;
  readonly port: number;
  readonly host?: string;
  readonly name?: string;
  readonly bucket?: string;
  readonly log: boolean;
}

async function serve({ folder, port, host, name, bucket = defaultBucket, log }: ServeOptions): Promise<number> {
  const told = untilTold();
  const started = await startEmbeddedStore({
    folder,
    port,
    buckets: [bucket],
    ...(host === undefined ? {} : { host }),
    ...(name === undefined ? {} : { names: [name] }),
    ...(log ? { onLog: logRequest } : {}),
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
