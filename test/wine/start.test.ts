import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../core/result.ts';
import { prepareTestModules } from '../../scripts/wine/prepare.ts';
import { startWineSession, type WineSession } from '../../scripts/wine/session.ts';
import { windowsNode } from '../../scripts/wine/windows-modules.ts';
import { type Desktop, startDesktop, until } from '../desktop.ts';
import { pageCallsAt } from './agent/page-calls.ts';
import { type Remote, startRemote } from './remote.ts';
import { underWine, wine } from './scene.ts';

/** What a fresh clone has after its first command: tools too, which `npm start` asks for. */
const modules = wine.ok ? await prepareTestModules() : wine;
/** Node starts four times here, and the machine has other work. */
const slowMs = 240_000;

const project = join(import.meta.dirname, '..', '..');

describe.skipIf(!modules.ok)(underWine('npm start'), () => {
  let desktop: Desktop;
  let session: WineSession;
  let console: Remote;
  /** Where Windows keeps programs' data for an account with such a name, and a path longer than 260 letters. */
  let local: string;

  beforeAll(async () => {
    if (!wine.ok || !modules.ok) throw new Error('no Wine');
    desktop = await startDesktop();
    session = await startWineSession({
      wine: { ...wine.value, modules: modules.value },
      display: desktop.display,
      project,
    });
    local = join(session.folder, `Jürgen & O'Söhne 100% %TEMP% ^図 ${'lang'.repeat(40)}`, 'AppData', 'Local');
    await mkdir(local, { recursive: true });
    console = await startRemote(session, 'console');
  }, slowMs);

  afterAll(async () => {
    await session?.end();
    await desktop?.close();
  }, 60_000);

  const said = () => console.events.map((event) => (event as { text?: string }).text ?? '').join('');
  const code = () =>
    console.events.map((event) => (event as { code?: number }).code).find((each) => each !== undefined);

  it(
    'makes an office of one, opens its page and says it, records once one agreed, and ends at Ctrl+C',
    async () => {
      const opened = join(session.folder, 'opened.json');
      await opensPagesInto(opened);
      const args = ['scripts/with-node.mjs', 'scripts/start.ts', '--browser'];
      await console.call('start', { args, env: { LOCALAPPDATA: `Z:${local.replaceAll('/', '\\')}` } });
      await until(() => (/Press Ctrl\+C to end/.test(said()) || code() !== undefined ? true : null), slowMs);
      expect(said()).toMatch(/The manager’s passphrase, shown only now: \S+/);
      const page = new URL(/Your page: +(\S+)/.exec(said())?.[1] ?? '');
      const data = join(local, 'Plainsight');
      expect((await stat(join(data, 'agent'))).mode & 0o077).toBe(0);

      const asked = await until(() => readFile(opened, 'utf8').then(JSON.parse, () => null), slowMs);
      expect(asked).toEqual([`Z:${join(data, 'open.html').replaceAll('/', '\\')}`]);
      expect(await readFile(join(data, 'open.html'), 'utf8')).toContain(`url=${page.href}`);

      const served = await fetch(new URL(page.pathname, page));
      expect([served.status, await served.text()]).toEqual([200, expect.stringContaining('<script type="module"')]);
      const { invitation, acceptInvitation, consent, setConsent, status } = pageCallsAt(page);
      const id = unwrap(await invitation({}))?.id ?? '';
      unwrap(await acceptInvitation({ id, isOfAge: true, passphrase: null }));
      const notice = unwrap(await consent({})).purposes.find(({ purpose }) => purpose === 'apps')?.notice ?? '';
      unwrap(await setConsent({ purpose: 'apps', agreed: true, notice }));
      await until(async () => (unwrap(await status({})).recording === 'on' ? true : null), slowMs);

      await console.call('press');
      expect(await until(() => code() ?? null, slowMs)).toBe(0);
      await expect(fetch(page)).rejects.toThrow();
      expect(readdirSync(data).toSorted()).toEqual(['agent', 'office']);
      expect(existsSync(join(data, 'agent', 'page-address'))).toBe(false);
    },
    3 * slowMs,
  );

  /** Makes a program of the tests the one that opens pages. */
  async function opensPagesInto(file: string): Promise<void> {
    const node = `Z:${join(project, 'node_modules', windowsNode)}`;
    const command = [node, `Z:${join(project, 'test/wine/programs/opened.ts')}`, `Z:${file}`, '%1'];
    const quoted = command.map((each) => `"${each.replaceAll('/', '\\')}"`).join(' ');
    for (const [key, value] of [
      ['.html', 'TestPage'],
      [String.raw`TestPage\shell\open\command`, quoted],
    ] as const)
      await new Promise((resolve) =>
        session.start(['reg', 'add', `HKCR\\${key}`, '/ve', '/d', value, '/f']).once('exit', resolve),
      );
  }
});
