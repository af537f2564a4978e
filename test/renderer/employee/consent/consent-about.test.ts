import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedPurposes as purposes } from '../../../../core/organisation/purpose.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { at } from '../../fixtures/days.ts';
import {
  askedTerms,
  type ConsentDesk,
  recordOf,
  usualAbout,
  viewerCalled,
} from '../../fixtures/employee/consent-scene.ts';
import { scene } from '../../fixtures/employee/employee-scenes.ts';
import { purpose, statusOf } from '../../fixtures/employee/employee-statuses.ts';

/** Everything agreed to, and then another telephone number, another recovery key and one more viewer, whose name does not open. */
function changed() {
  const asked = askedTerms();
  const records = asked.map((terms, seq) => recordOf(seq, terms, 'agreed', at(8, seq)));
  const desk: ConsentDesk = {
    asked: asked.map((terms) =>
      terms.purpose === 'apps' ? { ...terms, recovery: ['3f'.repeat(32), 'c1'.repeat(32)] } : terms,
    ),
    records,
    seen: usualAbout,
    about: { ...usualAbout, phone: '+49 30 5550199', viewers: [...usualAbout.viewers, viewerCalled(null, 3)] },
  };
  const states = purposes.map((each) => purpose(each, 'recording'));
  return scene({ status: { ...statusOf({ recording: 'on', purposes: states }), news: 'b'.repeat(64) }, desk });
}

describe.skipIf(!hasChromium)('what the organisation tells on the Consent page', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(place: string, options: { dark?: boolean } = {}) {
    const shown = changed();
    world.server.show({ employee: shown });
    const opened = await world.open(`/app/employee.html#${place}`, options);
    return { scene: shown, ...opened };
  }

  it('names everybody who can open the days, with the days, and hides nobody whose name does not open', async () => {
    const { page } = await open('consent');
    const viewers = page.getByTestId('viewers').getByRole('listitem');
    await soon(() => viewers.allTextContents()).toEqual([
      expect.stringMatching(/^Team lead, billing.*All days$/),
      expect.stringMatching(/^Payroll.*1 Jun 2026 to 31 Aug 2026$/),
      expect.stringMatching(/^A viewer whose name could not be read \(\w{6}\).*All days$/),
    ]);
    await page.getByText('your states by the quarter of an hour, as far as presence is recorded').waitFor();
  });

  it('shows what changed beside what it was, until the person says that they saw it', async () => {
    const { page, scene: shown } = await open('consent');
    const news = page.getByTestId('news');
    await news.waitFor();
    await soon(() =>
      news.locator('[data-field]').evaluateAll((rows) => rows.map((each) => each.getAttribute('data-field'))),
    ).toEqual(['viewers', 'phone']);
    await soon(() => news.locator('[data-field="phone"]').textContent()).toContain('+49 30 5550199');
    await news.getByRole('button', { name: 'I have seen this' }).click();
    await news.waitFor({ state: 'detached' });
    expect(shown.calls.map(({ call }) => call)).toContain('seenNews');
  });

  it('says what of the terms is wider, by the fingerprint of the key, with answers of equal weight', async () => {
    const { page } = await open('consent');
    const change = page.locator('[data-changed="apps"]');
    await change.waitFor();
    await soon(() => change.locator('[data-field="recovery"]').textContent()).toContain('c1c1 c1c1');
    const [no, yes] = await change
      .locator('.answers > .button')
      .evaluateAll((all) =>
        all.map((each) => [each.getBoundingClientRect().width, getComputedStyle(each).backgroundColor]),
      );
    expect(no).toEqual(yes);
  });

  it('is said on the other pages, with a way to it', async () => {
    const { page } = await open('today');
    const banner = page.getByText('Your organisation changed who can open your days', { exact: false });
    await banner.waitFor();
    await page.locator('.read-it').click();
    await page.getByTestId('news').waitFor();
  });

  it.each([false, true])('passes the check for accessibility, dark: %s', async (dark) => {
    const { page } = await open('consent', { dark });
    await page.getByTestId('news').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
