import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { request } from 'node:https';
import { describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import type { Result } from '../../core/result.ts';
import { unwrap } from '../../core/result.ts';
import { Chance } from '../fixtures/hostile/chance.ts';
import { mutateBytes } from '../fixtures/hostile/mutations.ts';
import { english } from '../fixtures/problems.ts';
import { scratchStore, settingsFor } from './scratch.ts';
import { standIn } from './stand-in.ts';

/** What the store behind answered, as it is passed on. `end`: false keeps the connection open after the body, `null` breaks it. */
interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
  end: boolean | null;
}

type Alter = (answer: Answer, call: IncomingMessage) => void;

/** A real store behind a server that alters what it answers, for as long as `alter` says. */
class Between {
  alter: Alter = () => {};

  async open(): Promise<{ settings: BucketSettings; honest: BucketSettings }> {
    const store = await scratchStore();
    const honest = settingsFor(store);
    const settings = await standIn((incoming, outgoing) => {
      // Whoever asked may have gone before the answer.
      this.#pass(incoming, outgoing, honest).catch(() => outgoing.destroy());
    });
    const { accessKeyId, secretAccessKey } = honest;
    return { honest, settings: { ...settings, accessKeyId, secretAccessKey } };
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse, { endpoint, caCertificate }: BucketSettings) {
    const sent: Uint8Array[] = [];
    for await (const chunk of incoming) sent.push(chunk);
    const { method, headers } = incoming;
    const answer = await new Promise<Answer>((resolve, reject) => {
      const call = request(
        new URL(incoming.url ?? '/', endpoint),
        { method, headers, ca: caCertificate },
        (response) => {
          const chunks: Uint8Array[] = [];
          response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks),
              end: true,
            }),
          );
        },
      );
      call.on('error', reject);
      call.end(Buffer.concat(sent));
    });
    this.alter(answer, incoming);
    try {
      outgoing.writeHead(answer.status, answer.headers);
    } catch {
      // A status or header that HTTP does not have at all is sent as a broken connection.
      answer.end = null;
    }
    if (answer.end === null) outgoing.socket?.destroy();
    else if (answer.end) outgoing.end(answer.body);
    else outgoing.write(answer.body);
  }
}

const names = ['people/a/1', 'people/a/2 with spaces', 'people/b/ä', 'people/c/<&>'];
const body = Buffer.from('what was kept');
const strangeCodes = [
  '',
  'NoSuchKey',
  '__proto__',
  'constructor',
  'A'.repeat(50_000),
  '\u202e\x1b[2J',
  'RequestTimeout',
];
const statuses = [
  200, 201, 202, 204, 206, 301, 304, 307, 308, 400, 401, 403, 404, 407, 408, 409, 412, 416, 418, 429, 500, 501, 502,
  503, 507, 599,
];

const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "${'a'.repeat(1000)}">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`).join('')}]><ListBucketResult><Name>plainsight</Name><IsTruncated>false</IsTruncated><Contents><Key>&j;</Key></Contents></ListBucketResult>`;
const outside =
  '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><ListBucketResult><Name>plainsight</Name><IsTruncated>false</IsTruncated><Contents><Key>people/&f;</Key></Contents></ListBucketResult>';
const listing = (inner: string) =>
  `<?xml version="1.0"?><ListBucketResult><Name>plainsight</Name><IsTruncated>false</IsTruncated>${inner}</ListBucketResult>`;
const texts: readonly string[] = [
  bomb,
  outside,
  '',
  '<',
  '<ListBucketResult>',
  '<a>'.repeat(100_000),
  `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`,
  '<html><body>Sign in to this network</body></html>',
  '{"error":"no"}',
  listing('<Contents>text</Contents><CommonPrefixes/>'),
  listing('<Contents><Key>people/%</Key></Contents>'),
  listing('<Contents><Key>people/%00%1b%5b2J</Key><Size>-1</Size><LastModified>never</LastModified></Contents>'),
  listing('<Contents><Key>people/x</Key><Size>1e999</Size></Contents>'),
  listing('<Contents><Key><a><b/></a></Key></Contents>'),
  listing('<Contents><Key>people/&#1114112;&#0;&#xD800;</Key></Contents>'),
  listing(
    '<Name>other</Name><Contents><__proto__><polluted>1</polluted></__proto__><constructor>1</constructor></Contents>',
  ),
  listing('<CommonPrefixes><Prefix>people/</Prefix></CommonPrefixes><CommonPrefixes><Prefix/></CommonPrefixes>'),
  '<?xml version="1.0"?><ListBucketResult><Name>plainsight</Name><IsTruncated>true</IsTruncated></ListBucketResult>',
  '<?xml version="1.0"?><ListBucketResult><Name>plainsight</Name><IsTruncated>TRUE</IsTruncated><NextContinuationToken/></ListBucketResult>',
  ...strangeCodes.map((code) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`),
  '<Error><Error><Code>NoSuchKey</Code></Error></Error>',
  '<Error><Code>A</Code><Code>B</Code></Error>',
];

/** One answer altered in some way; says how, so that a failure can be seen again. */
function alterBy(chance: Chance, answer: Answer): string {
  const header = (name: string, value: string): string => {
    answer.headers[name] = value;
    return `${name}: ${value.slice(0, 40)}`;
  };
  const replaced = (bytes: Uint8Array, how: string): string => {
    answer.body = bytes;
    delete answer.headers['content-length'];
    return how;
  };
  const kinds: readonly (() => string)[] = [
    () => {
      answer.status = chance.pick(statuses);
      return `status ${answer.status}`;
    },
    () =>
      replaced(
        mutateBytes(answer.body, chance, () => Buffer.from(chance.pick(texts))),
        'bytes',
      ),
    () => {
      const text = chance.pick(texts);
      return replaced(Buffer.from(text), `body ${text.slice(0, 80)}`);
    },
    () => {
      const text = chance.pick(texts);
      answer.status = chance.pick(statuses.filter((status) => status >= 400));
      return replaced(Buffer.from(text), `status ${answer.status} body ${text.slice(0, 80)}`);
    },
    () => {
      const tags = [
        ...Buffer.from(answer.body)
          .toString()
          .matchAll(/<(\w+)>([^<]*)</g),
      ];
      const tag = tags.length === 0 ? null : chance.pick(tags);
      const value = chance.pick([
        '',
        '-1',
        '99999999999999999999',
        'true',
        '\u202e',
        '&bad;',
        '%E0%A4',
        '<x/>',
        ']]>',
        'x'.repeat(1e6),
      ]);
      const text = Buffer.from(answer.body).toString();
      const changed = tag === null ? `${value}${text}` : text.replace(tag[0], () => `<${tag[1]}>${value}<`);
      return replaced(Buffer.from(changed), `${tag?.[1]} = ${value.slice(0, 40)}`);
    },
    () => header('content-encoding', chance.pick(['gzip', 'br', 'deflate', 'aws-chunked', 'x'])),
    () =>
      header('content-type', chance.pick(['text/html', 'application/json', '', 'multipart/byteranges; boundary=x'])),
    () => header('date', chance.pick(['', 'never', '-1', 'Thu, 01 Jan 1970 00:00:00 GMT', '9'.repeat(400)])),
    () => header('etag', chance.pick(['', '"', 'x'.repeat(5000)])),
    () => header('x-amz-checksum-crc32', chance.pick(['AAAA', '', 'x'])),
    () => header('content-range', chance.pick(['bytes 0-1/2', 'bytes */0', 'x'])),
    () => header('last-modified', chance.pick(['never', '', '0'])),
    () => header('location', chance.pick(['https://127.0.0.1:1/', 'file:///etc/passwd', '::'])),
    () => header('retry-after', chance.pick(['-1', '1e99', 'never', '99999999999'])),
    () => header('x-amz-bucket-region', chance.pick(['', 'nowhere', '\u00ff'])),
    () => header('x-amz-expiration', 'x'),
    () => header('expires', chance.pick(['never', '0', ''])),
    () => header('x-amz-missing-meta', 'x'),
    () => header('x-amz-storage-class', 'X'),
    () => {
      answer.end = null;
      return 'a connection that breaks';
    },
    () => {
      answer.end = false;
      answer.body = answer.body.subarray(0, chance.below(answer.body.length + 1));
      return 'an answer that stops';
    },
    () => {
      const length = answer.body.length + chance.pick([-1, 1, 1e6, 1e12]);
      answer.headers['content-length'] = String(Math.max(0, length));
      answer.end = length < answer.body.length;
      return `content-length ${length}`;
    },
    () => {
      delete answer.headers.etag;
      delete answer.headers['content-length'];
      return 'no etag, no length';
    },
  ];
  return chance.pick(kinds)();
}

const rounds = 150;
const calls: readonly [string, (store: ObjectStore) => Promise<Result<unknown>>][] = [
  ['put', (store) => store.put('people/a/new', body)],
  ['create', (store) => store.create(`people/a/1`, body)],
  ['get', (store) => store.get('people/a/1')],
  ['get what is not there', (store) => store.get('people/a/none')],
  ['list', (store) => store.list('people/')],
  ['listFolders', (store) => store.listFolders('people/')],
];

it('an error whose text stops half-way is waited for no longer than any answer', async () => {
  const settings = await standIn((_, response) => {
    response.writeHead(404, { 'content-type': 'application/xml', 'content-length': '1000' });
    response.write('<?xml version="1.0"?><Error><Code>');
  });
  const store = openS3Store(settings, { silenceTimeoutMs: 500 });
  expect(await store.get('people/a/1')).toMatchObject({ ok: false });
  expect(await store.list('people/')).toMatchObject({ ok: false });
  store.close();
});

describe('a store whose answers are altered on the way', () => {
  it(`${rounds} altered answers: each call says how it went, nothing is told that was asked for elsewhere, and the next goes on`, async () => {
    const between = new Between();
    const { settings, honest: way } = await between.open();
    const honest = openS3Store(way);
    for (const name of names) unwrap(await honest.put(name, body));
    const store = openS3Store(settings, { connectTimeoutMs: 2000, silenceTimeoutMs: 500 });
    for (let seed = 1; seed <= rounds; seed++) {
      const chance = new Chance(seed);
      const [name, call] = chance.pick(calls);
      let how = 'nothing';
      between.alter = (answer) => {
        how = alterBy(chance, answer);
      };
      const said = await call(store).catch((error: unknown) => error);
      const seen = `seed ${seed}, ${name}, ${how}`;
      expect(said, seen).toHaveProperty('ok');
      expectSense(said as Result<unknown>, seen);
      between.alter = () => {};
      // A connection on which a whole answer was followed by silence costs the next call too.
      await expect.poll(async () => (await store.get('people/a/1')).ok, { message: seen, timeout: 60_000 }).toBe(true);
    }
    store.close();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    const left = unwrap(await honest.list('people/')).map(({ key }) => key);
    expect(left.filter((key) => key !== 'people/a/new')).toEqual(names);
    honest.close();
  }, 120_000);
});

/** A listing names what was asked for alone, with sizes and instants that are some; a problem is short and says what to do. */
function expectSense(said: Result<unknown>, seen: string): void {
  if (!said.ok) {
    const { what, remedy } = english(said.problem);
    expect(what.length + remedy.length, seen).toBeLessThan(2000);
    expect(remedy, seen).not.toBe('');
    return;
  }
  if (!Array.isArray(said.value)) return;
  for (const each of said.value) {
    if (typeof each === 'string') continue;
    expect(each.key.startsWith('people/'), seen).toBe(true);
    expect(each.key, seen).not.toContain('root:');
    expect(Number.isSafeInteger(each.bytes) && each.bytes >= 0, seen).toBe(true);
    expect(Number.isSafeInteger(each.modifiedAt) && each.modifiedAt >= 0, seen).toBe(true);
  }
}
