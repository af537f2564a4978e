import { expect, it, onTestFinished } from 'vitest';
import { openVersionStore } from '../../../bucket/s3/s3-version-store.ts';
import { codeOf } from '../contract.ts';
import { standIn } from '../stand-in.ts';

/** A store that answers every call with this. */
async function answering(body: string, status = 200) {
  let calls = 0;
  const settings = await standIn((_, outgoing) => {
    calls += 1;
    outgoing.writeHead(status, { 'content-type': 'application/xml' });
    outgoing.end(body);
  });
  const store = openVersionStore(settings);
  onTestFinished(() => store.close());
  return { store, calls: () => calls };
}

const listing = (inner: string, name = 'plainsight') =>
  `<?xml version="1.0"?><ListVersionsResult><Name>${name}</Name>${inner}</ListVersionsResult>`;
const version = (key: string) => `<Version><Key>${key}</Key><VersionId>1</VersionId><Size>1</Size></Version>`;

it.each([
  ['a page for signing in', '<html><body>Sign in</body></html>'],
  ['a listing of another bucket', listing('<IsTruncated>false</IsTruncated>', 'other')],
  ['a page that goes on nowhere', listing(`${version('days/a')}<IsTruncated>true</IsTruncated>`)],
  [
    'the same page without end',
    listing(`${version('days/a')}<IsTruncated>true</IsTruncated><NextKeyMarker>days/a</NextKeyMarker>`),
  ],
])('%s is never an empty listing', async (_, body) => {
  const { store, calls } = await answering(body);
  expect(codeOf(await store.list({ prefix: 'days/' }))).toBe('store-foreign');
  expect(calls()).toBeLessThan(4);
});

it.each([
  ['falls back', 'days/b', 'days/a'],
  ['leads elsewhere', 'people/a', 'people/b'],
])('a listing that %s is none', async (_, one, other) => {
  let calls = 0;
  const settings = await standIn((__, outgoing) => {
    const marker = calls++ % 2 === 0 ? one : other;
    outgoing.writeHead(200, { 'content-type': 'application/xml' });
    outgoing.end(listing(`<IsTruncated>true</IsTruncated><NextKeyMarker>${marker}</NextKeyMarker>`));
  });
  const store = openVersionStore(settings);
  onTestFinished(() => store.close());
  expect(codeOf(await store.list({ prefix: 'days/' }))).toBe('store-foreign');
  expect(calls).toBeLessThan(4);
});

it('empty pages without end are no listing, whether they go on with new names or with new versions of one', async () => {
  let calls = 0;
  const settings = await standIn((_, outgoing) => {
    calls += 1;
    outgoing.writeHead(200, { 'content-type': 'application/xml' });
    const name = `days/${String(Math.floor(calls / 2)).padStart(9, '0')}`;
    const next = `<NextKeyMarker>${name}</NextKeyMarker><NextVersionIdMarker>${calls}</NextVersionIdMarker>`;
    // Once it is over, so that a test that fails does not go on.
    outgoing.end(listing(`<IsTruncated>${calls < 6_000}</IsTruncated>${next}`));
  });
  const store = openVersionStore(settings);
  onTestFinished(() => store.close());
  expect(codeOf(await store.list({ prefix: 'days/' }))).toBe('list-too-long');
}, 120_000);

it('names that lie elsewhere are left out of a listing', async () => {
  const body = listing(`${version('days/a')}${version('people/b')}<IsTruncated>false</IsTruncated>`);
  const { store } = await answering(body);
  expect(await store.list({ prefix: 'days/' })).toMatchObject({ ok: true, value: [{ key: 'days/a', version: '1' }] });
});

it('what was not deleted is named where the answer is 200; a word that is none is not repeated, and what was not there is deleted', async () => {
  const error = (key: string, code: string) =>
    `<Error><Key>${key}</Key><VersionId>1</VersionId><Code>${code}</Code><Message>m</Message></Error>`;
  const errors = [error('a', 'AccessDenied'), error('b', '&#27;[31m no word'), error('c', 'NoSuchVersion')].join('');
  const { store } = await answering(`<?xml version="1.0"?><DeleteResult>${errors}</DeleteResult>`);
  expect(await store.remove(['a', 'b', 'c'].map((key) => ({ key, version: '1' })))).toEqual({
    ok: true,
    value: [
      { key: 'a', version: '1', code: 'AccessDenied' },
      { key: 'b', version: '1', code: 'Error' },
    ],
  });
});

it.each([
  [403, 'AccessDenied', 'store-denied'],
  [503, 'SlowDown', 'store-busy'],
  [501, 'NotImplemented', 'store-failed'],
])('a refusal of all (%i %s) is a problem', async (status, code, problem) => {
  const { store } = await answering(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`, status);
  expect(codeOf(await store.remove([{ key: 'a', version: '1' }]))).toBe(problem);
  expect(codeOf(await store.list({ prefix: 'days/' }))).toBe(problem);
  expect(await store.versioning()).toEqual({ ok: true, value: ['unknown'] });
});
