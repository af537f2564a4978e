import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordIdSchema } from '../../../../core/ids.ts';
import { recordedPurposes as purposes } from '../../../../core/organisation/purpose.ts';
import type { Invitation } from '../../../../ipc/employee-enrolment.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { askedTerms, fingerprint } from '../../fixtures/employee/consent-scene.ts';
import { type SceneParts, scene } from '../../fixtures/employee/employee-scenes.ts';
import { purpose, statusOf } from '../../fixtures/employee/employee-statuses.ts';
import { invitationOf, tampered } from '../../fixtures/employee/enrolment-scene.ts';
import { idOf } from '../../fixtures/random.ts';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
const question = 'Has your organisation given you a file or a link?';
const link = 'plainsight://enrol?v=2&d=c29tZXRoaW5n';

function unenrolled(parts: SceneParts = {}) {
  const status = statusOf({
    phase: 'unenrolled',
    organisation: '',
    recording: 'off',
    consentGiven: 'none',
    purposes: purposes.map((each) => purpose(each, 'refused')),
  });
  return scene({ status, desk: { asked: askedTerms(), records: [] }, ...parts });
}

describe.skipIf(!hasChromium)('the enrolment in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(parts: SceneParts = {}, options: { dark?: boolean } = {}) {
    const shown = unenrolled(parts);
    world.server.show({ employee: shown });
    const opened = await world.open('/app/employee.html', options);
    await opened.page.locator('h1').waitFor();
    return { scene: shown, ...opened };
  }
  const invited = (change: Partial<Invitation> = {}, options?: { dark?: boolean }) =>
    open({ invitation: invitationOf(change), opened: invitationOf(change) }, options);

  /** What a person's eye compares: the measures and the colours. */
  const looksOf = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).evaluate((each) => {
      const { width, height } = each.getBoundingClientRect();
      const { color, backgroundColor, borderColor, fontSize, fontWeight } = getComputedStyle(each);
      return [Math.round(width), Math.round(height), color, backgroundColor, borderColor, fontSize, fontWeight];
    });

  it('asks one question, and opens a pasted link by keyboard', async () => {
    const { page, scene, complaints } = await open();
    await page.getByRole('heading', { level: 1, name: question }).waitFor();
    await page.getByLabel('Or paste the link').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('There is no link yet.').waitFor();
    await page.keyboard.type(`  ${link} `);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Example Works asks to record some of your working day' }).waitFor();
    await soon(() => focused(page)).toContain('asks to record');
    expect(scene.calls).toEqual([{ call: 'openInvitation', args: { text: link } }]);
    expect([await violationsOf(page), complaints]).toEqual([[], []]);
  });

  it('reads a file that was chosen, and one dropped on the page', async () => {
    const { page, scene } = await open();
    const file = { name: 'desk-4.plainsight', mimeType: 'application/octet-stream', buffer: Buffer.from('{"a":1}') };
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file…' }).press('Enter');
    await (await chooser).setFiles(file);
    await page.getByText('This was made for Person at desk 4.').waitFor();
    expect(scene.calls).toEqual([{ call: 'openInvitation', args: { text: '{"a":1}' } }]);
    await page.getByRole('button', { name: 'Do not enrol' }).click();
    await page.getByRole('button', { name: 'Open another file or link' }).click();
    await page.getByText(question).waitFor();
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{"b":2}'], 'other.plainsight'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.getByText('This was made for Person at desk 4.').waitFor();
    expect(scene.calls.at(-1)).toEqual({ call: 'openInvitation', args: { text: '{"b":2}' } });
  });

  it('does not read a file that is too large to be an invitation', async () => {
    const { page, scene } = await open();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    const buffer = Buffer.alloc(65_537, 'x');
    await (await chooser).setFiles({ name: 'film.plainsight', mimeType: 'text/plain', buffer });
    await page.getByRole('alert').getByText('too large to be an invitation').waitFor();
    expect(scene.calls).toEqual([]);
  });

  it('says why what was opened is refused, and what to do, until it is put aside', async () => {
    const { page, scene } = await open({ invitation: tampered });
    const alert = page.getByRole('alert');
    await alert.getByText('was changed after it was signed').waitFor();
    await alert.getByText('Ask your organisation for a new enrolment file').waitFor();
    await alert.getByRole('button', { name: 'Put it aside' }).press('Enter');
    await soon(() => alert.count()).toBe(0);
    expect(scene.calls).toEqual([{ call: 'dismissInvitation', args: {} }]);
    await page.getByLabel('Or paste the link').fill('plainsight://enrol?tampered');
    await page.keyboard.press('Enter');
    await alert.getByText('was changed after').waitFor();
    await soon(() => page.getByText(question).isVisible()).toBe(true);
  });

  it('shows everything before anything runs: who, for whom, what, why, by which right, how long, who sees it, where', async () => {
    const { page } = await invited({
      terms: askedTerms({
        apps: { basis: 'legitimate-interests' },
        titles: { basis: 'contract' },
        presence: { basis: 'legal-obligation' },
        screenshots: { shotDetail: 'pixelated' },
      }),
    });
    const text = (await page.locator('article').innerText()).replaceAll(/\s+/g, ' ');
    const told = [
      ...['Person at desk 4', 'Example Works', 'Works council office', 'privacy@works.example.org', fingerprint],
      ...['To bill hours to the right customer.', 'You have the right to object', 'Your contract', 'a law obliges it'],
      ...['You can refuse without a disadvantage', '180 days', '30 days', 'Your team lead and payroll.'],
      ...[
        'Offices in Germany.',
        'Mon–Fri 08:00–18:00',
        'In blocks so coarse',
        'About every 10 min',
        'site “*.bank.example”',
      ],
      ...[
        '10 min on this computer alone',
        's3.example.org',
        'works-sealed',
        'Withdraw any consent',
        'Complain to a data',
      ],
      ...['Never which keys.', 'This invitation is valid until 1 December 2026'],
    ];
    expect(told.filter((each) => !text.includes(each))).toEqual([]);
    await soon(() => page.locator('input, [role=switch]').count()).toBe(0);
    expect(await looksOf(page, 'Do not enrol')).toEqual(await looksOf(page, 'Continue'));
    const names = await page.locator('.enrol-foot .answers button').allTextContents();
    expect(names).toEqual(['Do not enrol', 'Continue']);
  });

  it.each([
    ['Do not enrol', 'You did not enrol'],
    ['This is not me', 'This was not for you'],
  ])('%s ends it after ten seconds in which it can be undone, and nothing is kept', async (button, title) => {
    const { page, scene } = await invited();
    await page.clock.install();
    await page.getByRole('button', { name: button }).press('Enter');
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText('put aside in ten seconds').waitFor();
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByText('This was made for Person at desk 4.').waitFor();
    await page.clock.fastForward(11_000);
    expect(scene.calls).toEqual([]);
    await page.getByRole('button', { name: button }).press('Enter');
    await page.getByRole('heading', { name: title }).waitFor();
    await page.clock.fastForward(11_000);
    await soon(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    expect(scene.calls).toEqual([{ call: 'dismissInvitation', args: {} }]);
    expect(scene.status.phase).toBe('unenrolled');
    // Its clock is not that of the next test.
    await page.context().close();
  });

  it('walks to the choices by keyboard alone, back and forth, with the progress said', async () => {
    const { page, scene, complaints } = await invited();
    const step = () => page.locator('[aria-current="step"]').textContent();
    await soon(() => step()).toBe('Read');
    await page.getByRole('button', { name: 'Continue' }).press('Enter');
    await soon(() => focused(page)).toBe('How old are you?');
    await soon(() => step()).toBe('You');
    expect(await looksOf(page, 'I am younger')).toEqual(await looksOf(page, 'I am 18 or over'));
    await page.getByRole('button', { name: 'Back' }).press('Enter');
    await soon(step).toBe('Read');
    await page.getByRole('button', { name: 'Continue' }).press('Enter');
    await soon(() => focused(page)).toBe('How old are you?');
    await page.keyboard.press('Tab');
    await soon(() => focused(page)).toBe('I am younger');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByLabel('New passphrase').waitFor();
    await page.keyboard.type('four plain words here');
    await page.keyboard.press('Tab');
    await page.keyboard.type('four plain words here');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What may be recorded?' }).waitFor();
    await soon(() => step()).toBe('Choose');
    await soon(() => page.getByRole('switch', { checked: true }).count()).toBe(0);
    expect(scene.calls).toEqual([
      { call: 'acceptInvitation', args: { id: idOf(400), isOfAge: true, passphrase: 'four plain words here' } },
    ]);
    expect(complaints).toEqual([]);
  });

  it('ends with respect for whoever is younger, by the age that the organisation set', async () => {
    const { page, scene } = await invited({ minimumAge: 16 });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'I am 16 or over' }).waitFor();
    await page.getByRole('button', { name: 'I am younger' }).press('Enter');
    await page.getByRole('heading', { name: 'Then this ends here' }).waitFor();
    expect(scene.calls).toEqual([{ call: 'dismissInvitation', args: {} }]);
  });

  it('asks for no passphrase where a keychain keeps the keys', async () => {
    const { page, scene } = await invited({ needsPassphrase: false });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'I am 18 or over' }).click();
    await soon(() => page.locator('input').count()).toBe(0);
    await page.getByRole('button', { name: 'Enrol', exact: true }).press('Enter');
    await page.getByRole('heading', { name: 'What may be recorded?' }).waitFor();
    expect(scene.calls).toEqual([
      { call: 'acceptInvitation', args: { id: idOf(400), isOfAge: true, passphrase: null } },
    ]);
  });

  it('says what went wrong when the enrolment cannot be kept, and stays where it is', async () => {
    const { page } = await invited();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'I am 18 or over' }).click();
    await page.getByLabel('New passphrase').fill('refused for want of room');
    await page.getByLabel('The same again').fill('refused for want of room');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('is full').waitFor();
  });

  it('begins anew with another invitation that comes meanwhile: an answer to one is none to the other', async () => {
    const { page, scene } = await invited();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'I am 18 or over' }).waitFor();
    const other = invitationOf({ id: recordIdSchema.parse(idOf(401)), organisation: 'Other Works' });
    const service = scene.service as { invitation: unknown };
    service.invitation = async () => ({ ok: true, value: other });
    scene.onChange();
    await page.getByRole('heading', { name: 'Other Works asks to record some of your working day' }).waitFor();
  });

  it('speaks the language that is chosen here, in the notice too, and takes it along', async () => {
    const { page, scene } = await invited({ needsPassphrase: false });
    await page.getByRole('button', { name: 'Deutsch' }).press('Enter');
    await page.getByText('Um Stunden dem richtigen Kunden zu berechnen.').waitFor();
    // Where the organisation gives no German, its English stands.
    await page.getByText('To tell projects apart in the browser.').waitFor();
    await soon(() => page.evaluate(() => document.documentElement.lang)).toBe('de');
    scene.onChange();
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByRole('heading', { name: 'Wie alt sind Sie?' }).waitFor();
    await page.getByRole('button', { name: 'Ich bin 18 oder älter' }).click();
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await soon(() => scene.calls.map(({ call }) => call)).toEqual(['acceptInvitation', 'setSettings']);
    expect(scene.calls.at(-1)?.args).toMatchObject({ settings: { language: 'de' } });
  });

  it('prints the document alone', async () => {
    const { page } = await invited();
    await page.locator('article').waitFor();
    await page.emulateMedia({ media: 'print' });
    await soon(() => page.locator('article').isVisible()).toBe(true);
    await soon(() => page.getByRole('button').count()).toBe(0);
  });

  const looks = [
    ['open', 'English', false],
    ['open', 'Español', true],
    ['invited', 'English', true],
    ['invited', 'Deutsch', false],
    ['invited', 'Español', false],
  ] as const;
  it.each(looks)(
    '%s in %s (dark: %s) has nothing serious for axe and does not run over',
    async (name, language, dark) => {
      const { page, complaints } = await (name === 'open' ? open({}, { dark }) : invited({}, { dark }));
      await page.getByRole('button', { name: language }).click();
      await page.getByRole('button', { name: language, pressed: true }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const dir of ['ltr', 'rtl']) {
          await page.evaluate((to) => {
            document.documentElement.dir = to;
          }, dir);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect([width, dir, over]).toEqual([width, dir, 0]);
        }
      }
      expect(complaints).toEqual([]);
    },
  );
});
