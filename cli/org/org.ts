import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { AdministrationFile } from '../../org/administration-file.ts';
import type { Options } from '../cli-command.ts';
import { giveUp, print, refuse, usageProblem } from '../outcome.ts';
import {
  passphraseSource,
  passphraseVariable,
  readPassphraseFile,
  takePassphrase,
  unfitPassphrase,
} from '../passphrase.ts';
import { readBucketFile } from '../store/bucket-file.ts';
import { give } from './access/org-give.ts';
import { remove } from './access/org-remove-viewer.ts';
import { take } from './access/org-take.ts';
import { addViewer } from './access/org-viewer.ts';
import { createOrg } from './org-create.ts';
import { listPeople, listViewers } from './org-lists.ts';
import { policy } from './org-policy.ts';
import { setProjects } from './org-projects.ts';
import type { BucketRequest, Done, OrgRequest } from './org-request.ts';
import { updateOrg } from './org-update.ts';
import { confirm } from './people/org-confirm.ts';
import { listDevices } from './people/org-devices.ts';
import { enrol } from './people/org-enrol.ts';
import { team } from './people/org-team.ts';

const onBucket: Readonly<Record<string, (request: BucketRequest) => Done>> = {
  create: createOrg,
  update: updateOrg,
  projects: setProjects,
  enrol,
  devices: listDevices,
  confirm,
  viewer: addViewer,
  give,
  take,
  'remove-viewer': remove,
  team,
  policy,
};
const onFolder: Readonly<Record<string, (request: OrgRequest) => Done>> = { people: listPeople, viewers: listViewers };

/** Does `action` for the organisation that the options name. */
export async function actOnOrg(action: string, { values, switches, word, passphraseWork }: Options): Promise<number> {
  const { folder = '', bucket: bucketPath = '' } = values;
  const given = await passphraseOf(values['passphrase-file']);
  if (!given.ok) return refuse(given.problem);
  const adminFile = new AdministrationFile(folder, given.value.passphrase, passphraseWork);
  const typed = { values, switches, word, passphraseWork };
  const request: OrgRequest = { folder, adminFile, ...given.value, ...typed, say: print };
  const list = Object.hasOwn(onFolder, action) ? onFolder[action] : undefined;
  if (list !== undefined) return tell(await list(request), request);
  const bucket = await readBucketFile(bucketPath);
  if (!bucket.ok) return refuse(bucket.problem);
  const change = onBucket[action];
  return change === undefined ? 2 : tell(await change({ ...request, bucket: bucket.value }), request);
}

function tell(done: Awaited<Done>, { passphraseFrom }: OrgRequest): number {
  if (done.ok) {
    for (const line of done.value) print(line);
    return 0;
  }
  const cause = done.problem;
  if (cause.code === 'usage' || cause.code === 'confirmation-code-missing') return refuse(cause);
  return giveUp(
    cause.code === 'wrong-organisation-passphrase'
      ? problem('passphrase-taken', { cause, source: passphraseFrom })
      : cause,
  );
}

type Passphrase = Pick<OrgRequest, 'passphrase' | 'passphraseFrom'>;

/** From the file, else from the environment, which it leaves with this in any case. */
async function passphraseOf(file: string | undefined): Promise<Result<Passphrase>> {
  const fromEnvironment = takePassphrase(process.env);
  if (file === undefined && fromEnvironment === undefined)
    return fail(
      usageProblem(
        `Give the passphrase of the organisation's keys (12 characters or more) in ${passphraseVariable}, or in --passphrase-file FILE.`,
      ),
    );
  const text = file === undefined ? ok(fromEnvironment ?? '') : await readPassphraseFile(file, '--passphrase-file');
  if (!text.ok) return text;
  const source = file === undefined ? passphraseSource : 'the file that --passphrase-file names';
  const wrong = unfitPassphrase(text.value, source, 'new');
  return wrong === null ? ok({ passphrase: text.value, passphraseFrom: source }) : fail(wrong);
}
