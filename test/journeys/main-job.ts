import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { maskColour } from '../../agent/screenshot/window-mask.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseRecords, type ShotRecord } from '../../core/day/activity.ts';
import { enrolmentSchema, organisationSchema } from '../../core/organisation/organisation.ts';
import { unwrap } from '../../core/result.ts';
import { readUnverified } from '../../seal/signing.ts';
import { allObjects, openedActivity, viewerIdentity } from '../fixtures/bucket-contents.ts';
import { expectWholeDerivedObjects } from '../fixtures/day/whole-derived-objects.ts';
import { filesBelow, findings, type Haystack } from './scenes/canary.ts';
import type { CastWindow } from './scenes/driven-desktop.ts';
import type { OpenOffice } from './scenes/offices.ts';
import { decoded, largestDifference, liveliness } from './scenes/pixels.ts';
import { type Evidence, noteFigures, recordMinute, shotIntervalMs } from './scenes/scenario.ts';

const withinMs = 1_000;
/** Lists of windows before it, its pixels, lists after them, its encoding, its keeping. */
const stepsOfPicture = 5;
/** WebP at quality 60 carries a neighbour's colour a block (16 pixels) over an edge; farther in the fill is exact but for rounding. */
const blockPixels = 16;

/** A minute of work is recorded, sealed, sent and shown, over the store that `openOffice` opens. */
export function mainJob(name: string, openOffice: OpenOffice): void {
  const closing: (() => Promise<unknown>)[] = [];
  let evidence: Evidence;
  let objects: ReadonlyMap<string, Uint8Array>;
  let activity: ReadonlyMap<string, string>;

  beforeAll(async () => {
    evidence = await recordMinute(name, openOffice, (close) => closing.unshift(close));
    const { office } = evidence;
    objects = await allObjects(office.owner);
    activity = await openedActivity(objects, await viewerIdentity(office.viewerFile, office.passphrase));
    await noteFigures(name, evidence, objects);
  }, 400_000);

  afterAll(async () => {
    for (const close of closing) await close();
    if (evidence !== undefined) await rm(evidence.folder, { recursive: true, force: true });
  }, 60_000);

  it('shows each window in its time, within a second of what the X server told another program', () => {
    const { scene, truth, stallMs, windows } = evidence;
    const cast = [scene.terminal, scene.editor, scene.browser, scene.diary];
    const expected = truth.map(({ window, title }) => {
      const of = cast.find((each) => each.window === window);
      return of === scene.diary ? ['', 'rule', 'withheld by a rule'] : [of?.appId, null, title];
    });
    expect(windows.map(({ appId, withheld, title }) => [appId, withheld, title])).toEqual(expected);
    for (const [index, { start, end }] of truth.entries()) {
      expect(Math.abs((windows[index]?.start ?? 0) - start)).toBeLessThan(withinMs + stallMs);
      expect(Math.abs((windows[index]?.end ?? 0) - end)).toBeLessThan(withinMs + stallMs);
    }
    expect(new Set(truth.map(({ window }) => window)).size).toBe(4);
  });

  it('sums up the time of each program, within a second', () => {
    const { scene, truth, stallMs, windows, appMs } = evidence;
    const sums = new Map<string, number>();
    const idOf = (window: string) =>
      [scene.terminal, scene.editor, scene.browser].find((each) => each.window === window)?.appId ?? '';
    for (const { window, start, end } of truth) sums.set(idOf(window), (sums.get(idOf(window)) ?? 0) + end - start);
    expect(Object.keys(appMs).sort()).toEqual([...sums.keys()].sort());
    const shown = new Map<string, number>();
    for (const { appId, start, end } of windows) shown.set(appId ?? '', (shown.get(appId ?? '') ?? 0) + end - start);
    expect(appMs).toEqual(Object.fromEntries(shown));
    // A sum is off by what each of its spans is off, and the spans are as many as the machine can stall.
    for (const [appId, ms] of sums)
      expect(Math.abs((appMs[appId] ?? 0) - ms)).toBeLessThan(withinMs + truth.length * stallMs);
  });

  it('counts every key, click and wheel step exactly', () => {
    const { keys, clicks, scrolls } = evidence.done;
    expect(evidence.counts).toEqual({ keys, clicks, scrolls });
    expect(keys).toBeGreaterThan(150);
  });

  it('shows pictures on which the excluded window is a solid block, and everything else is alive', async () => {
    const { pictures, drawn, scene } = evidence;
    // A picture of a screen that had not changed is drawn from the earlier one.
    const sources = shotsOf(activity)
      .filter(({ id }) => drawn.includes(id))
      .map(({ id, sameAs }) => sameAs ?? id);
    expect(sources).toHaveLength(drawn.length);
    expect([...pictures.keys()].sort()).toEqual([...new Set(sources)].sort());
    expect(pictures.size).toBeGreaterThan(5);
    for (const webp of pictures.values()) {
      const picture = await decoded(webp);
      expect(largestDifference(picture, scene.diary.bounds, maskColour, blockPixels)).toBeLessThanOrEqual(2);
      expect(largestDifference(picture, scene.diary.bounds, maskColour)).toBeLessThanOrEqual(32);
      const others: readonly CastWindow[] = [scene.terminal, scene.editor, scene.browser];
      for (const { bounds } of others) expect(liveliness(picture, bounds)).toBeGreaterThan(10);
    }
  });

  it('takes a picture in every interval, or says that the screen had not changed', () => {
    const from = evidence.truth[0]?.start ?? 0;
    const to = evidence.truth.at(-1)?.end ?? 0;
    const taken = shotsOf(activity).map(({ at }) => at);
    const instants = [from, ...taken.sort((a, b) => a - b), to];
    // Each falls somewhere in its interval, so two of them can be two intervals apart, and on a busy machine more by each step that it stalls.
    const mostMs = 2 * shotIntervalMs + withinMs + stepsOfPicture * evidence.stallMs;
    for (const [index, at] of instants.slice(1).entries()) expect(at - (instants[index] ?? 0)).toBeLessThan(mostMs);
    // So at least every other interval has one, on a machine that is never free; the first waits until titles were watched for as long as they count.
    expect(taken.length).toBeGreaterThanOrEqual(Math.floor((to - from) / (2 * shotIntervalMs)) - 1);
  });

  it('says on the employee’s page what is recorded, and how long a picture is on hold', () => {
    const { recording, answer, countdown } = evidence.duringMinute;
    expect(recording).toBe('on');
    expect(answer).toBe('Recording apps, titles, counts, presence and screenshots for Example Ltd.');
    expect(countdown).toMatch(/^Leaves in 0:\d\d$/);
  });

  it('sends a chain that verifies, and nothing of the picture that the person deleted', async () => {
    const { chainState, duringMinute, folder, office, pictures } = evidence;
    const { deletedShot } = duringMinute;
    expect(chainState).toBe('open');
    expect([...objects.keys()].filter((key) => key.includes(deletedShot))).toEqual([]);
    expect(office.proxy.exchanges.filter(({ path }) => path.includes(deletedShot))).toEqual([]);
    expect((await filesBelow(folder)).filter(({ name: file }) => file.includes(deletedShot))).toEqual([]);
    expect(pictures.has(deletedShot)).toBe(false);
    const records = [...activity.values()].flatMap((text) => parseRecords(text));
    expect(records.filter((record) => record.kind === 'removed').map(({ id }) => id)).toEqual([deletedShot]);
  });

  it('lays beside the day what it is made of in one, its sums, and its latest, which say nothing else than the day', async () => {
    const { office } = evidence;
    const identity = await viewerIdentity(office.viewerFile, office.passphrase);
    const { enrolmentKey } = enrolmentSchema.parse(office.enrolment);
    const organisation = organisationSchema.parse(readUnverified(objects.get('org.json') ?? new Uint8Array()));
    expect(await expectWholeDerivedObjects(objects, identity, enrolmentKey, organisation, true)).toBe(1);
    const replaced = /\/(pack\.bin|summary\.age|latest\/[^/]+\.age)(\?|$)/;
    const sent = office.proxy.exchanges.filter(({ method, path }) => method === 'PUT' && replaced.test(path));
    expect(sent.length).toBeGreaterThanOrEqual(3);
  });

  it('has what was typed, and all of the excluded window, in no file, database, request, log, page or record', async () => {
    const { texts, scene } = evidence;
    const never = [...Object.values(texts), scene.hidden.title, scene.hidden.text];
    const places = [...(await sealedPlaces(evidence)), ...openPlaces(evidence, activity)];
    expect(places.length).toBeGreaterThan(100);
    expect(findings(places, never)).toEqual([]);
  });

  it('has titles in pages and sealed records only', async () => {
    const { scene } = evidence;
    expect(findings(openPlaces(evidence, activity), [scene.terminalTitle]).length).toBeGreaterThan(1);
    expect(findings(await sealedPlaces(evidence), [scene.terminalTitle])).toEqual([]);
  });

  it('keeps numbers of keys and nothing else about them', () => {
    const counts = [...activity.values()].flatMap((text) => parseRecords(text)).filter(({ kind }) => kind === 'counts');
    const fields = new Set(counts.flatMap((record) => Object.keys(record)));
    expect([...fields].sort()).toEqual(['clicks', 'end', 'keys', 'kind', 'scrolls', 'start']);
  });

  it('wrote it all with a credential that can read none of it', async () => {
    const device = openS3Store(evidence.office.device);
    const key = [...objects.keys()].find((each) => each.includes('/activity/')) ?? '';
    const folder = key.slice(0, key.indexOf('activity/'));
    const [got, listed] = await Promise.all([device.get(key), device.list(folder)]);
    device.close();
    expect([got.ok, listed.ok]).toEqual([false, false]);
    expect(unwrap(await evidence.office.owner.get(key)).length).toBeGreaterThan(0);
  });
}

function shotsOf(activity: ReadonlyMap<string, string>): ShotRecord[] {
  const records = [...activity.values()].flatMap((text) => parseRecords(text));
  return records.filter((record) => record.kind === 'shot');
}

/** What is at rest or crosses the wire: every file, every request and answer, every line of the log. */
async function sealedPlaces({ folder, office, log }: Evidence): Promise<Haystack[]> {
  const wire = office.proxy.exchanges.flatMap(({ method, path, headers, body, answer }): Haystack[] => [
    { name: `${method} ${path}`, bytes: Buffer.from(`${path}\n${JSON.stringify(headers)}`) },
    { name: `body of ${method} ${path}`, bytes: body },
    { name: `answer to ${method} ${path}`, bytes: answer },
  ]);
  return [...(await filesBelow(folder)), ...wire, { name: 'the log', bytes: Buffer.from(log.join('\n')) }];
}

/** What people and viewers see: the pages, and the records once they are opened. */
function openPlaces({ pageTexts }: Evidence, activity: ReadonlyMap<string, string>): Haystack[] {
  return [
    ...pageTexts.map((text, index) => ({ name: `page ${index}`, bytes: Buffer.from(text) })),
    ...[...activity].map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
  ];
}
