/**
 * What somebody typed, for a message, where it may be a secret that got into the wrong place: a key
 * where the path of its file is wanted, a link as the name of a command. Shown only where it can be
 * none of ours: no link, no JSON, no run of letters and digits as long as keys have.
 */
export function shownText(typed: string): string {
  const isPlain = typed.length <= 300 && !aKey.test(typed) && !aKeyAlone.test(typed);
  return isPlain ? typed : '(not shown: it may be a key)';
}

/** Names may have hyphens too: an id with hyphens has 36 characters. */
const aKey = /key-|:\/\/|^plainsight:|[{}"\n\r]|[A-Za-z0-9+=_]{28,}|[\w+=-]{38,}/i;
/** Base64 has slashes, as paths have: only whole words of mixed characters count. */
const aKeyAlone = /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9+=][A-Za-z0-9/+=]{37,}$/;
