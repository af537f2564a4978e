import { z } from 'zod';
import { isAllowed, mayKnowBucket } from '../auth/authorisation.ts';
import { xmlAnswer } from '../http/answer.ts';
import { checkKey } from '../http/request-target.ts';
import { accessDenied } from '../http/s3-error.ts';
import { element, xmlDocument } from '../http/xml.ts';
import { malformedXml, unescapeXml } from '../http/xml-reader.ts';
import { bodyHeaders, defineOperation } from './operation.ts';

const largestBodyBytes = 2 * 1024 * 1024;

/** `POST /<bucket>?delete`: up to a thousand objects. Each key is judged by itself: what may not go stays and is named in the answer. */
export const deleteObjects = defineOperation({
  name: 'DeleteObjects',
  method: 'POST',
  path: 'bucket',
  isMeant: (query) => query.has('delete'),
  query: z.object({ delete: z.string() }),
  headers: bodyHeaders,
  takesBody: true,
  mayAsk: ({ grant, bucket }) => mayKnowBucket(grant, bucket),
  answer: async ({ bucket, grant, signedBody }, { shelf }) => {
    const { keys, quiet } = parseDeleteRequest((await signedBody(largestBodyBytes)).toString('utf8'));
    for (const key of keys) checkKey(key);
    const results = [];
    for (const key of keys) {
      if (!isAllowed(grant, 'delete', bucket, key)) {
        const { code, message } = accessDenied();
        results.push(element('Error', [element('Key', key), element('Code', code), element('Message', message)]));
        continue;
      }
      await shelf.remove(bucket, key);
      if (!quiet) results.push(element('Deleted', [element('Key', key)]));
    }
    return xmlAnswer(xmlDocument('DeleteResult', results));
  },
});

interface DeleteRequest {
  readonly keys: readonly string[];
  readonly quiet: boolean;
}

const maxKeys = 1000;
const opening = /^\s*(?:<\?xml[^?<>]*\?>)?\s*<Delete(?: xmlns="http:\/\/s3\.amazonaws\.com\/doc\/2006-03-01\/")?>/;
const closing = /<\/Delete>\s*$/;
/** The version of an object that has no others is called so; it is the same as naming none. */
const object = /^\s*<Object>\s*<Key>([^<>]+)<\/Key>\s*(?:<VersionId>null<\/VersionId>\s*)?<\/Object>\s*/;
const quietFlag = /^\s*<Quiet>(true|false)<\/Quiet>\s*/;

/**
 * Reads the body of DeleteObjects: exactly the elements that S3 defines for an unversioned bucket and no other XML (no
 * attributes but the namespace, no comments, no entities but the five and numbers). Throws `MalformedXML` for the rest.
 */
export function parseDeleteRequest(text: string): DeleteRequest {
  const open = opening.exec(text);
  const close = closing.exec(text);
  if (open === null || close === null) throw malformedXml();
  let rest = text.slice(open[0].length, close.index);
  const keys: string[] = [];
  let quiet = false;
  while (rest !== '') {
    const flag = quietFlag.exec(rest);
    const found = flag === null ? object.exec(rest) : null;
    if (flag !== null) quiet = flag[1] === 'true';
    else if (found?.[1] !== undefined) keys.push(unescapeXml(found[1]));
    else throw malformedXml();
    rest = rest.slice((flag ?? found ?? [''])[0].length);
  }
  if (keys.length === 0 || keys.length > maxKeys) throw malformedXml();
  return { keys, quiet };
}
