import type { DeviceId } from '../../core/ids.ts';
import { type Problem, problem } from '../../core/problem.ts';

export const noAccess = problem(
  'no-access',
  'You have no access to this day.',
  'Ask the administrator of your organisation for access.',
);

export const keyMissing = problem(
  'day-key-missing',
  'The key of this day is missing from the bucket, so that nobody can open it.',
  'If it was not destroyed on purpose, ask whoever runs the bucket what happened to it.',
);

export const keyAltered = problem(
  'day-key-altered',
  'The key of this day is not the one that its device made, so that the day does not open.',
  'Ask whoever runs the bucket what happened to it.',
);

export const noAccessTo = problem(
  'no-access',
  'You have no access to this person.',
  'Ask the administrator of your organisation for access.',
);

export const notOpen = problem('day-not-open', 'This day is not open.', 'Open the day again.');

export const locked = problem('locked', 'Your key is locked.', 'Enter your passphrase first.');

export const wrongPassphrase = problem(
  'wrong-passphrase',
  'This passphrase does not open your key.',
  'Type it again; upper and lower case matter.',
);

export const dayUnreadable = problem(
  'day-unreadable',
  'What lies in the bucket of this day was too much for the process that reads it, so that nothing of it is shown.',
  'Other days are not affected. Ask whoever runs the bucket who put it there.',
);

/** `until`: the time of day, as clocks showed it there, of the last that is shown; null: nothing is. */
export function dayTooLarge(until: string | null): Problem {
  const remedy = 'No day of work is as large: ask whoever looks after that computer what happened there.';
  if (until === null) return problem('day-too-large', 'This day holds more than can be shown.', remedy);
  return problem('day-too-large', `This day holds more than can be shown: it is shown up to ${until}.`, remedy);
}

export function emptyDay(day: string): Problem {
  return problem('day-empty', `Nothing was recorded on ${day}.`, 'Choose another day.');
}

export function foreignCard(person: string): Problem {
  return problem(
    'card-foreign',
    `The card of ${person} is not signed by your organisation.`,
    'Nothing of this person is shown. Ask whoever runs the bucket who put it there.',
  );
}

export function unconfirmedDevice(device: DeviceId): Problem {
  return problem(
    'device-unconfirmed',
    `The device ${device} is one that nobody confirmed.`,
    'Nothing of it is opened or counted. Ask the administrator of your organisation to find out from the person whether it is theirs.',
  );
}

/** A receipt is sealed to the person's devices: where there is none nobody could read it. */
export const noDevice = problem(
  'device-none',
  'No computer of this person is confirmed yet, so nothing of theirs is shown: nobody there could read that you looked.',
  'Ask the administrator of your organisation to confirm it (plainsight org confirm).',
);
