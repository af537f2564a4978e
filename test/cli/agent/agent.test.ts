import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desktop, startDesktop } from '../../desktop.ts';
import { type Office, openOffice, startAgent, stopAndRead } from '../../faults/office-agent.ts';
import { linesIn } from '../../faults/vault-snapshot.ts';
import { answerFor } from '../../fixtures/organisation/answering.ts';
import { onlyOn } from '../../fixtures/systems.ts';
import { start } from '../process.ts';

describe.skipIf(onlyOn('linux'))('plainsight agent (Linux)', () => {
  let desktop: Desktop;
  let office: Office;

  beforeAll(async () => {
    desktop = await startDesktop();
    office = await openOffice();
  });

  afterAll(async () => {
    await office.close();
    await desktop.close();
  });

  test('the keys open with a passphrase from the environment, and with no other', async () => {
    const file = office.settingsFile('passphrase', { settings: { unlockIdentityFile: undefined } });
    const withPassphrase = (text: string) => ({ ...desktop.env, PLAINSIGHT_PASSPHRASE: text });
    const short = await startAgent(file, withPassphrase('short')).ended;
    expect(short).toMatchObject({ code: 2 });
    expect(short.err).toMatch(/shorter than 12/);
    expect(existsSync(join(office.folder, 'passphrase'))).toBe(false);
    await answerFor(file, [], withPassphrase('four plain words here'));
    const first = startAgent(file, withPassphrase('four plain words here'));
    await first.seen(/"event":"recording"/);
    expect((await first.stop()).code).toBe(0);
    const wrong = await startAgent(file, withPassphrase('some other words here')).ended;
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.err).toMatch(/does not open the keys/);
    // Each start works on the passphrase for a second, and on a busy machine for many.
  }, 180_000);

  test('others who can read the unlocking file are warned of, and that is all', async () => {
    const unlock = join(office.folder, 'unlock.key');
    chmodSync(unlock, 0o644);
    const agent = startAgent(await office.answeredFile('warned'), desktop.env);
    await agent.seen(/"event":"warning","what":"Others on this computer can read .*chmod 600/);
    await agent.seen(/"event":"recording","recording":"on"/);
    await agent.stop();
    chmodSync(unlock, 0o600);
  });

  test('two agents do not share a folder', async () => {
    const file = await office.answeredFile('shared');
    const agent = startAgent(file, desktop.env);
    await agent.seen(/"event":"recording"/);
    const second = await startAgent(file, desktop.env).ended;
    expect(second).toMatchObject({ code: 1 });
    expect(second.err).toMatch(/Another Plainsight agent is using/);
    expect((await agent.stop()).code).toBe(0);
  });

  test('what the settings withdraw is withdrawn, whatever was agreed to, and what they leave out stays', async () => {
    const both = startAgent(await office.answeredFile('changing', {}, ['apps', 'presence']), desktop.env);
    await both.seen(/"purpose":"presence","state":"recording"/);
    await stopAndRead(both, office, 'changing');
    const withdrawn = { settings: { consent: { withdrawn: ['presence', 'titles'] } } };
    const one = startAgent(office.settingsFile('changing', withdrawn), desktop.env);
    await one.seen(
      /"event":"warning","what":"The settings withdraw presence, which was agreed to: it is not recorded\."/,
    );
    await one.seen(/"purpose":"presence","state":"refused","reason":"You have not agreed to this\."/);
    await one.seen(/"purpose":"apps","state":"recording"/);
    const snapshot = await stopAndRead(one, office, 'changing');
    // Two agreements and one withdrawal: of what nobody agreed to nothing is written.
    expect(snapshot.objects.filter(({ key }) => key.includes('/consent/'))).toHaveLength(3);
    const lines = await linesIn(join(office.folder, 'changing'), office.unlock, snapshot);
    const headers = lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'header');
    expect(headers.at(-1)).toMatchObject({ consentGiven: 'terminal', host: 'node', zone: 'UTC' });
  });

  test('before its person has agreed to anything nothing is recorded, and the line says why', async () => {
    const file = await office.answeredFile('undecided', {}, []);
    const agent = start(['agent', '--settings', file], desktop.env);
    await agent.seen(/^Nothing is recorded\. Not recorded: .*\(You have not agreed to this\)\.$/m);
    const snapshot = await stopAndRead(agent, office, 'undecided');
    expect(snapshot.objects.filter(({ kind }) => kind === 'shot')).toEqual([]);
    expect(snapshot.objects.filter(({ key }) => key.includes('/consent/'))).toEqual([]);
  });

  test('a reader of its lines that goes away does not end it', async () => {
    const agent = startAgent(await office.answeredFile('unread'), desktop.env);
    await agent.seen(/"event":"recording"/);
    agent.child.stdout?.destroy();
    await desktop.openTerminal({ title: 'unread' });
    writeFileSync(join(office.folder, 'unread', 'settings.json'), '{');
    rmSync(join(office.folder, 'unread', 'settings.json'));
    expect((await agent.stop()).code).toBe(0);
  });

  test.skipIf(!existsSync(new URL('../../../out/renderer/employee.html', import.meta.url)))(
    'the page is served on loopback, and its address is in a file of its own',
    async () => {
      const agent = startAgent(await office.answeredFile('page', { settings: { page: { port: 0 } } }), desktop.env);
      await agent.seen(/"event":"page"/);
      const addressFile = join(office.folder, 'page', 'page-address');
      expect(statSync(addressFile).mode & 0o777).toBe(0o600);
      const address = readFileSync(addressFile, 'utf8').trim();
      expect(new URL(address).hostname).toBe('127.0.0.1');
      expect((await fetch(address)).ok).toBe(true);
      const token = /#token=([\w-]{43})$/.exec(address)?.[1] ?? '';
      expect(token).toHaveLength(43);
      expect(agent.text()).not.toContain(token);
      expect((await agent.stop()).code).toBe(0);
    },
  );
});
