import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unsealEnrolment } from '../../../agent/enrolment/acceptance.ts';
import { openOfflineDecisions } from '../../../agent/offline/offline-decisions.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { identityProtector } from '../../../seal/protector.ts';
import { type Office, openOffice, startAgent } from '../../faults/office-agent.ts';
import { onlyOn } from '../../fixtures/systems.ts';
import { run, start } from '../process.ts';
import { startInTerminal } from './person-terminal.ts';

const noDesktop = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(DISPLAY|WAYLAND_|XDG_|LANG|LC_)/.test(name)),
);

describe('plainsight consent', { timeout: 120_000 }, () => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  test.each([
    ['a pipe', (file: string) => start(['consent', '--settings', file], noDesktop).ended],
    ['nothing at all', (file: string) => run(['consent', '--settings', file], noDesktop)],
  ])('refuses %s in the place of a terminal, and reads nothing', async (_, ask) => {
    const file = office.settingsFile('piped');
    const ended = await ask(file);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(/Only a person at a terminal can decide/);
    expect(existsSync(join(office.folder, 'piped'))).toBe(false);
  });
});

// `script` opens the terminal.
describe.skipIf(onlyOn('linux'))('plainsight consent in a terminal (Linux)', { timeout: 120_000 }, () => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  /** What the ledger in the folder says, in its order. */
  async function decisions(name: string): Promise<string[]> {
    const folder = join(office.folder, name);
    const unsealed = unwrap(await unsealEnrolment(folder, await identityProtector(office.unlock)));
    if (unsealed === null) return [];
    const here = unwrap(
      await openOfflineDecisions({
        folder,
        ...unsealed,
        openStore: openS3Store,
        clock: { now: () => Date.now() },
        random: Math.random,
      }),
    );
    const said = (here.ledger.records ?? []).map(({ event, given, purpose }) => `${event} ${purpose} ${given}`);
    await here.close();
    return said;
  }

  test('asks first for whom, for the age and for the enrolment, then for each purpose with all that it says', async () => {
    const file = office.settingsFile('asked');
    const terminal = startInTerminal(['consent', '--settings', file], noDesktop);
    const invitation = await terminal.seen(/Is it for you, and do you want to enrol\? \[yes \/ NO\] /);
    for (const word of ['Example asks to record', 'A Person', 'Fingerprint', 'Screenshots', 'How long it is kept'])
      expect(invitation).toContain(word);
    expect(existsSync(join(office.folder, 'asked', 'keys.age'))).toBe(false);
    terminal.type('yes');
    await terminal.seen(/Are you 18 years old or over\?.*\[yes \/ NO\] /);
    terminal.type('yes');
    await terminal.seen(/Enrol on this computer\? \[yes \/ NO\] /);
    terminal.type('yes');
    const asked = { apps: 'yes', titles: '', websites: '', 'input-counts': 'maybe', presence: 'no', screenshots: 'y' };
    for (const [purpose, answer] of Object.entries(asked)) {
      const shown = await terminal.seen(/Do you agree to this\? \[yes \/ NO\] /);
      for (const field of ['What for', 'On which basis', 'Who sees it', 'From where', 'How long it is kept', 'When'])
        expect(shown, purpose).toContain(field);
      terminal.type(answer);
      if (answer !== 'maybe') continue;
      await terminal.seen(/Please type yes or no\.[\s\S]*\[yes \/ NO\] /);
      terminal.type('no');
    }
    await terminal.seen(/All is decided/);
    expect(await terminal.ended).toBe(0);
    expect(await decisions('asked')).toEqual([
      'agreed apps terminal',
      'refused titles terminal',
      'refused websites terminal',
      'refused input-counts terminal',
      'refused presence terminal',
      'agreed screenshots terminal',
    ]);
  });

  test('leaves what holds as it is at the return key, and withdraws at a no', async () => {
    const file = await office.answeredFile('again', {}, ['apps', 'presence']);
    const terminal = startInTerminal(['consent', '--settings', file], noDesktop);
    await terminal.seen(/You agreed to this on [\s\S]*Shall it stay so\?.*\[YES \/ no\] /);
    terminal.type('');
    for (const _ of ['titles', 'websites', 'input-counts']) {
      await terminal.seen(/Do you agree to this\? /);
      terminal.type('');
    }
    await terminal.seen(/Shall it stay so\?.*\[YES \/ no\] /);
    terminal.type('no');
    await terminal.seen(/You withdrew it/);
    await terminal.seen(/Do you agree to this\? /);
    terminal.type('');
    expect(await terminal.ended).toBe(0);
    expect((await decisions('again')).filter((each) => !each.startsWith('refused'))).toEqual([
      'agreed apps terminal',
      'agreed presence terminal',
      'withdrawn presence terminal',
    ]);
  });

  test.each([
    ['says that it is not for them', ['']],
    ['is younger', ['yes', 'no']],
    ['does not enrol', ['yes', 'yes', '']],
  ])('keeps nothing of an invitation whose person %s', async (what, answers) => {
    const name = what.replaceAll(' ', '-');
    const file = office.settingsFile(name);
    const terminal = startInTerminal(['consent', '--settings', file], noDesktop);
    for (const answer of answers) {
      await terminal.seen(/\[yes \/ NO\] /);
      terminal.type(answer);
    }
    await terminal.seen(/You did not enrol\. Nothing of the invitation was kept/);
    expect(await terminal.ended).toBe(1);
    expect(readdirSync(join(office.folder, name))).toEqual([]);
  });

  test('does not take what was typed before the question for an answer', async () => {
    const file = office.settingsFile('ahead');
    const terminal = startInTerminal(['consent', '--settings', file], noDesktop);
    for (let line = 0; line < 20; line++) terminal.type('yes');
    await terminal.seen(/\[yes \/ NO\] /);
    terminal.type('no');
    expect(await terminal.ended).toBe(1);
    expect(readdirSync(join(office.folder, 'ahead'))).toEqual([]);
  });

  test('while the agent runs it says where else to decide, and decides nothing', async () => {
    const file = await office.answeredFile('running', {}, []);
    const agent = startAgent(file, noDesktop);
    await agent.seen(/"event":"recording"/);
    const terminal = startInTerminal(['consent', '--settings', file], noDesktop);
    await terminal.seen(/The agent runs at this moment/);
    expect(await terminal.ended).toBe(1);
    expect((await agent.stop()).code).toBe(0);
    expect(await decisions('running')).toEqual([]);
  });

  test('an agent that waits takes up what is accepted in the terminal', async () => {
    const file = office.settingsFile('taken-up');
    const agent = startAgent(file, noDesktop);
    await agent.seen(/"event":"invitation"/);
    const terminal = startInTerminal(['consent', '--settings', file], noDesktop);
    for (const _ of ['for them', 'of age', 'accepted']) {
      await terminal.seen(/\[yes \/ NO\] /);
      terminal.type('yes');
    }
    for (const purpose of purposes) {
      await terminal.seen(/Do you agree to this\? /);
      terminal.type(purpose === 'apps' ? 'yes' : 'no');
    }
    expect(await terminal.ended).toBe(0);
    await agent.seen(/"purpose":"titles","state":"refused"/);
    expect((await agent.stop()).code).toBe(0);
  });
});
