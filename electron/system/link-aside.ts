import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { longestEnrolment } from '../../seal/enrolment-link.ts';
import { isPlainsightLink, openedWith } from './opened-with.ts';

/**
 * A link of an organisation holds the credential of an enrolment, and every account of the computer sees what stands on a command line. So the
 * program that is started with one lays it aside, in a file for this account alone, and starts again without it. Answers the arguments without the
 * link, once it lies in `folder`; null where there is nothing to lay aside, or it could not be done.
 */
export function layLinkAside(args: readonly string[], workingFolder: string, folder: string): string[] | null {
  const opened = openedWith(args, workingFolder);
  if (opened === null || !isPlainsightLink(opened)) return null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(asidePath(folder), { force: true });
    writeFileSync(asidePath(folder), opened, { mode: 0o600, flag: 'wx' });
    chmodSync(asidePath(folder), 0o600);
    return args.filter((arg) => !isPlainsightLink(arg));
  } catch {
    return null;
  }
}

/** The link that was laid aside, once; null without one. */
export function takeLinkAside(folder: string): string | null {
  try {
    const text = readFileSync(asidePath(folder), 'utf8');
    rmSync(asidePath(folder), { force: true });
    return text.length <= longestEnrolment && isPlainsightLink(text) ? text : null;
  } catch {
    return null;
  }
}

function asidePath(folder: string): string {
  return join(folder, 'opened-link');
}
