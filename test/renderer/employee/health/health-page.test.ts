import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { reason } from '../../../../core/reason.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { at } from '../../fixtures/days.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';
import { brokenHealth, uncountedHealth } from '../../fixtures/employee/data-scene.ts';
import { purpose, statusOf } from '../../fixtures/employee/employee-statuses.ts';

describe.skipIf(!hasChromium)('Health in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const open = (options?: Parameters<typeof openData>[2]) => openData(world, '#health', options);

  it.each([
    ['full', false],
    ['broken', false],
    ['broken', true],
  ] as const)('%s (dark: %s) keeps to the policy, has nothing serious for axe and fits', async (scene, dark) => {
    const { page, complaints } = await open({ scene, dark, data: scene === 'broken' ? { health: brokenHealth } : {} });
    await page.getByText('example-works-plainsight', { exact: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('says that seconds with input work where nothing can be counted', async () => {
    const { page } = await open({ scene: 'uncounted', data: { health: uncountedHealth } });
    const sensor = (name: string) => page.locator(`[data-sensor=${name}]`);
    await soon(() => sensor('input-seconds').getAttribute('data-look')).toBe('works');
    expect(await sensor('input-counts').getAttribute('data-look')).toBe('impossible');
    expect(await sensor('input-counts').textContent()).toContain('Wayland lets no program see keys and clicks');
    expect(await sensor('input-counts').textContent()).not.toContain('nothing yet');
    expect(await sensor('input-seconds').textContent()).toContain('How many keys and clicks');
    expect(await page.getByTestId('health-answer').textContent()).not.toContain('Not possible');
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await open({ scene: 'broken', language, data: { health: brokenHealth } });
    await page.getByTestId('sensor').first().waitFor();
    const title = { en: 'Health', de: 'Zustand', es: 'Estado' }[language];
    await soon(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it.each(languages)(
    'tells the code of a computer that is not confirmed in %s, on Today too, and not once it is',
    async (language) => {
      for (const hash of ['#health', '#today']) {
        const { page, complaints, scene } = await openData(world, hash, { scene: 'unconfirmed', language });
        await soon(() => page.getByTestId('device-code').textContent()).toBe('7K3M-9QTV-0XJW-4HDP-R2ZB');
        expect(await seriousFindings(page)).toEqual([]);
        expect(await overflows(page)).toEqual([0, 0, 0, 0]);
        const { device } = scene.status;
        scene.status = { ...scene.status, device: device === null ? null : { ...device, isConfirmed: true } };
        scene.onChange();
        await page.getByTestId('device-notice').waitFor({ state: 'detached' });
        expect(complaints).toEqual([]);
        await world.leave(page);
      }
    },
  );

  it.each([
    ['left', 'You have left Example Works'],
    ['revoked', 'Your organisation took this computer out'],
    ['replaced', 'This computer was set up anew'],
  ] as const)('says on both pages that the last day is over, and why: %s', async (name, title) => {
    for (const language of languages)
      for (const hash of ['#health', '#today']) {
        const { page, complaints } = await openData(world, hash, { scene: name, language });
        const notice = page.getByTestId('last-day');
        if (language === 'en') await soon(() => notice.locator('h2').textContent()).toBe(title);
        else await notice.waitFor();
        expect(await page.getByTestId('last-day-kept').locator('li').count()).toBe(name === 'left' ? 2 : 0);
        expect(await seriousFindings(page)).toEqual([]);
        expect(await overflows(page)).toEqual([0, 0, 0, 0]);
        expect(complaints).toEqual([]);
        await world.leave(page);
      }
  });

  const silent = { silentSince: at(10, 12), lastCapturedAt: at(10, 12) };
  const locked = statusOf({
    recording: 'off',
    purposes: [{ ...purpose('apps', 'stopped'), because: 'locked' }, purpose('titles', 'refused')],
  });
  const broken = statusOf({
    recording: 'partly',
    purposes: [purpose('screenshots', 'unavailable', reason('permission-missing'))],
  });
  const strange = statusOf({
    recording: 'off',
    purposes: [purpose('apps', 'unavailable', reason('wayland')), purpose('titles', 'unavailable', reason('wayland'))],
  });
  const refused = (['apps', 'titles', 'presence'] as const).map((each) => purpose(each, 'refused'));
  const onlyOff = statusOf({ recording: 'off', purposes: refused, consentGiven: 'page' });
  const toRead = statusOf({ recording: 'partly', purposes: [purpose('screenshots', 'changed')] });
  it.each([
    [
      'all is well',
      statusOf({ purposes: [purpose('apps', 'recording')] }),
      'well',
      'Everything that you agreed to is being captured.',
      'Last captured',
    ],
    ['nothing comes in', statusOf(silent), 'attention', 'Recording, but nothing was captured since 10:12.', 'Use any'],
    ['a part is missing', broken, 'attention', 'not being captured: screenshots.', 'The system does not allow'],
    ['a part is to be read', toRead, 'attention', 'not being captured: screenshots.', 'Under “Consent”'],
    ['paused', statusOf({ recording: 'paused' }), 'quiet', 'Paused: nothing is being captured', 'Last captured'],
    [
      'off hours',
      statusOf({ recording: 'off-hours' }),
      'quiet',
      'Off hours: nothing is being captured',
      'Last captured',
    ],
    ['locked', locked, 'quiet', 'because nothing is being recorded', 'The screen is locked.'],
    ['no sensor works', strange, 'attention', 'because nothing is being recorded', 'Choose Plasma, GNOME, sway'],
    ['nothing agreed', onlyOff, 'quiet', 'you have not agreed to anything', 'you have not agreed to anything'],
    ['off', statusOf({ recording: 'off' }), 'quiet', 'because nothing is being recorded', 'Last captured'],
  ] as const)('answers first, in words: %s', async (_, status, look, headline, then) => {
    const { page, scene } = await open();
    scene.status = { ...status };
    scene.onChange();
    const answer = page.getByTestId('health-answer');
    await soon(() => answer.textContent()).toContain(headline);
    await soon(() => answer.getAttribute('data-look')).toBe(look);
    await page.getByRole('region', { name: 'Does it work?' }).getByText(then).waitFor();
  });

  it('counts what is impossible on this computer as no failure', async () => {
    const { page } = await open({ data: { health: impossibleHealth() } });
    const answer = page.getByTestId('health-answer');
    await soon(() => answer.textContent()).toBe(
      'Everything that you agreed to and that is possible on this computer is being captured.',
    );
    await soon(() => answer.getAttribute('data-look')).toBe('well');
    await page
      .locator('[data-testid=impossible][data-purpose=websites]')
      .getByText('does not tell which page')
      .waitFor();
    const sensor = page.locator('[data-sensor=screen]');
    await sensor.getByText('not possible on this computer').waitFor();
    await soon(() => sensor.getAttribute('data-look')).toBe('impossible');
    await soon(() => page.locator('[data-sensor=active-window]').getAttribute('data-look')).toBe('not');
    await soon(() => page.getByRole('status').first().textContent()).toBe('Recording');
  });

  it('speaks of nothing but that nothing is agreed to, where that is so', async () => {
    const { page, scene } = await open({ data: { health: brokenHealth } });
    scene.status = onlyOff;
    scene.onChange();
    await page.getByTestId('sensors-rest').waitFor();
    await soon(() => page.getByTestId('sensor').count()).toBe(0);
    await soon(() => page.getByText('Last upload').count()).toBe(0);
    await soon(() => page.getByText('Last captured').count()).toBe(0);
    // The eye beside the name is closed too.
    const eyes = () => page.locator('.brand path, .pill path').evaluateAll((all) => all.map((each) => each.outerHTML));
    await soon(async () => new Set(await eyes()).size).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('believes the watchdog of the sensors too', async () => {
    const { page } = await open({ data: { health: { ...brokenHealth, silentSince: at(14, 2) } } });
    await page.getByText('Recording, but nothing was captured since 14:02.').waitFor();
  });

  it('claims nothing while the service does not answer', async () => {
    const { page } = await open();
    await page.getByText('Everything that you agreed to and that is possible on this computer').waitFor();
    world.server.setGone(true);
    await page.getByText('We do not know whether anything is being captured.').waitFor();
    await soon(() => page.getByText('Everything that you agreed to').count()).toBe(0);
  });

  it('says of each sensor whether it works, why not, what needs it and when it last delivered', async () => {
    const { page } = await open({ data: { health: brokenHealth } });
    const window = page.locator('[data-sensor="active-window"]');
    await window.getByText('Active window: does not work').waitFor();
    await soon(() => window.textContent()).toContain('This Wayland desktop tells no program which windows there are.');
    await soon(() => window.textContent()).toContain('Needed for: Apps in use and Window titles');
    await soon(() => window.textContent()).toContain('Last delivered 1 day ago');
    const counts = page.locator('[data-sensor="input-counts"]');
    await soon(() => counts.getAttribute('data-ok')).toBe('true');
  });

  it('says why the sensors are not known, and still how the uploads are', async () => {
    const { page } = await open({ data: { health: null } });
    await page.getByRole('alert').getByText('Something inside Plainsight failed.').waitFor();
    await soon(() => page.getByTestId('sensor').count()).toBe(0);
    await page.getByTestId('uploads-waiting').getByText('3').waitFor();
  });

  it('says that it is still asking', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { page } = await open({ data: { gate } });
    await page.getByText('Asking the sensors is taking longer than usual.').waitFor();
    release();
    await page.getByTestId('sensor').first().waitFor();
  });

  it('tries uploads again when asked, and offers it only while something is stuck', async () => {
    const { page, scene } = await open({ scene: 'broken' });
    const card = page.getByRole('region', { name: 'Uploads' });
    await card.getByText('2, could not be sent').waitFor();
    await card.getByText('from 2 h ago').waitFor();
    await card.getByText('The credential PSKEY may not do this with the bucket example-works-plainsight.').waitFor();
    await card.getByRole('button', { name: 'Try now' }).press('Enter');
    await soon(() => card.getByRole('button').count()).toBe(0);
    expect(scene.calls).toEqual([{ call: 'retryUploads', args: {} }]);
    await soon(() => card.getByRole('status').textContent()).toBe('Trying again now.');
    await soon(() => card.getByTestId('uploads-waiting').textContent()).toBe('None');
  });

  it.each(languages)('says in %s whether the key that came with the link still works', async (language) => {
    const said = {
      en: ['exchanged when it was first used', 'still works for whoever has it, because', 'Once the bucket is reached'],
      de: ['bei der ersten Benutzung getauscht', 'gilt weiterhin für jeden', 'Sobald der Bucket erreicht ist'],
      es: ['se cambió al usarla', 'sigue sirviendo a quien los tenga, porque', 'En cuanto se llegue al bucket'],
    }[language];
    const { page, data, complaints } = await open({ language });
    for (const [index, credential] of (['own', 'of-link', 'not-asked'] as const).entries()) {
      const health = data.health ?? brokenHealth;
      data.health = { ...health, storage: { ...health.storage, credential } };
      // The page asks again after a change, but not more often than every few seconds.
      await page.reload();
      const note = page.getByTestId('credential');
      await soon(() => note.getAttribute('data-credential')).toBe(credential);
      await soon(() => note.textContent()).toContain(said[index]);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    }
    expect(complaints).toEqual([]);
  });

  it('says where everything lies', async () => {
    const { page } = await open();
    const card = page.getByRole('region', { name: 'Where it is kept' });
    for (const text of ['/vault', '184.0 MB', 's3.example.org', 'example-works-plainsight'])
      await card.getByText(text).waitFor();
  });
});

/** The screen cannot be read on this system at all; the active window only under Wayland. */
function impossibleHealth(): typeof brokenHealth {
  const sensors = brokenHealth.sensors.map((each) =>
    each.sensor === 'screen' ? { ...each, ok: false, reason: reason('no-window-list') } : each,
  );
  return { ...brokenHealth, sensors };
}
