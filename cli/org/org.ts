import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { AdministrationFile } from '../../org/administration-file.ts';
import { SharedAdministration } from '../../org/administrators/shared-administration.ts';
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
import {
  addAdministrator,
  askToBeAdministrator,
  joinAsAdministrator,
  listAdministrators,
  removeAdministrator,
  rotateAdministrator,
} from './administrators/org-administrator.ts';
import { showLog } from './administrators/org-log.ts';
import { erase } from './erasure/org-erase.ts';
import { createOrg } from './org-create.ts';
import { listPeople, listViewers } from './org-lists.ts';
import { policy } from './org-policy.ts';
import { setProjects } from './org-projects.ts';
import { type BucketRequest, type Done, type OrgRequest, withStore } from './org-request.ts';
import { updateOrg } from './org-update.ts';
import { confirm } from './people/org-confirm.ts';
import { listDevices } from './people/org-devices.ts';
import { end } from './people/org-end.ts';
import { enrol } from './people/org-enrol.ts';
import { revoke } from './people/org-revoke.ts';
import { team } from './people/org-team.ts';
import { answerRequest } from './requests/org-answer.ts';
import { archiveFor } from './requests/org-archive.ts';
import { listRequests, recordLetter } from './requests/org-requests.ts';

const onBucket: Readonly<Record<string, (request: BucketRequest) => Done>> = {
  create: createOrg,
  update: updateOrg,
  projects: setProjects,
  enrol,
  devices: listDevices,
  confirm,
  revoke,
  end,
  viewer: addViewer,
  give,
  take,
  'remove-viewer': remove,
  team,
  policy,
  erase,
  'administrator-add': addAdministrator,
  'administrator-join': joinAsAdministrator,
  'administrator-remove': removeAdministrator,
  'administrator-rotate': rotateAdministrator,
  'administrator-list': listAdministrators,
  log: showLog,
  requests: listRequests,
  archive: archiveFor,
  answer: answerRequest,
  'request-for': recordLetter,
};
const onFolder: Readonly<Record<string, (request: OrgRequest) => Done>> = {
  people: listPeople,
  viewers: listViewers,
  'administrator-ask': askToBeAdministrator,
};

/** Does `action` for the organisation that the options name. */
export async function actOnOrg(action: string, options: Options): Promise<number> {
  const list = Object.hasOwn(onFolder, action) ? onFolder[action] : undefined;
  const change = onBucket[action];
  if (list === undefined)
    return change === undefined
      ? 2
      : withBucketRequest(options, toldBy(change), `org ${action.replace(/^administrator-/, 'administrator ')}`);
  const request = await requestFor(options);
  return request.ok ? answer(await toldBy(list)(request.value), request.value) : refuse(request.problem);
}

/** Does `act` with the organisation and the bucket that the options name, and answers its exit code, or says what went wrong. */
export async function withBucketRequest(
  options: Options,
  act: (request: BucketRequest) => Promise<Result<number>>,
  did?: string,
): Promise<number> {
  const request = await bucketRequestFor(options, did);
  return request.ok ? answer(await act(request.value), request.value) : refuse(request.problem);
}

/** The organisation and the bucket that the options name, with the passphrase. `did`: what is called in the log what is changed. */
export async function bucketRequestFor(
  options: Pick<Options, 'values' | 'switches'>,
  did = 'plainsight',
): Promise<Result<BucketRequest>> {
  const request = await requestFor({ word: undefined, ...options });
  if (!request.ok) return request;
  const bucket = await readBucketFile(options.values.bucket ?? '');
  if (!bucket.ok) return bucket;
  const { prefix } = bucket.value.settings;
  const adminFile = new SharedAdministration({
    ...{ file: request.value.adminFile, did, now: Date.now },
    withPlace: (work) => withStore(bucket.value, (store) => work({ store, prefix })),
  });
  return ok({ ...request.value, adminFile, bucket: bucket.value });
}

async function requestFor({ values, switches, word, passphraseWork }: Options): Promise<Result<OrgRequest>> {
  const { folder = '' } = values;
  const given = await passphraseOf(values['passphrase-file']);
  if (!given.ok) return given;
  const adminFile = new AdministrationFile(folder, given.value.passphrase, passphraseWork);
  return ok({ folder, adminFile, ...given.value, values, switches, word, passphraseWork, say: print });
}

/** Prints what an action has to say. */
function toldBy<Request>(act: (request: Request) => Done): (request: Request) => Promise<Result<number>> {
  return async (request) => {
    const done = await act(request);
    if (!done.ok) return done;
    print(...done.value);
    return ok(0);
  };
}

function answer(done: Result<number>, { passphraseFrom }: Pick<OrgRequest, 'passphraseFrom'>): number {
  if (done.ok) return done.value;
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
