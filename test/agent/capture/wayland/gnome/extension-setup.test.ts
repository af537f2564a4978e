import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ExtensionSetup } from '../../../../../agent/capture/wayland/gnome/extension-setup.ts';
import { extensionVersion } from '../../../../../agent/capture/wayland/gnome/shell-link.ts';
import { shellExtensionUnderNode } from '../../../../../agent/sign/node-extension.ts';
import { startBus } from '../../linux/dbus/real-bus.ts';

const source = join(import.meta.dirname, '../../../../../assets/gnome-extension');
const programs = [{ program: '/usr/bin/node', runs: [['/opt/sensors.ts']] }];

function home(): string {
  const folder = mkdtempSync(join(tmpdir(), 'extension-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe.skipIf(process.platform !== 'linux')('our extension in an account (Linux)', () => {
  it('is written where GNOME Shell looks, in the form of its version, and taken away again', async () => {
    const folder = home();
    const setup = new ExtensionSetup({ env: { HOME: folder, PATH: '/nowhere' }, source, programs });
    onTestFinished(() => setup.close());
    const own = join(folder, '.local/share/gnome-shell/extensions/plainsight@plainsight.app');
    expect(await setup.install()).toMatchObject({ ok: true });
    expect(JSON.parse(readFileSync(join(own, 'programs.json'), 'utf8'))).toEqual(programs);
    const code = readFileSync(join(own, 'extension.js'), 'utf8');
    expect(() => new Script(code)).not.toThrow();
    expect(JSON.parse(readFileSync(join(own, 'metadata.json'), 'utf8'))).toMatchObject({
      'shell-version': ['43', '44'],
    });
    expect(await setup.remove()).toMatchObject({ ok: true });
    expect(existsSync(own)).toBe(false);
    expect(await setup.remove()).toMatchObject({ ok: true });
  });

  it('follows XDG_DATA_HOME, and answers what the disk refuses', async () => {
    const folder = home();
    const env = { HOME: folder, XDG_DATA_HOME: join(folder, 'data'), PATH: '/nowhere' };
    const setup = new ExtensionSetup({ env, source, programs });
    onTestFinished(() => setup.close());
    await setup.install();
    expect(existsSync(join(folder, 'data/gnome-shell/extensions/plainsight@plainsight.app/extension.js'))).toBe(true);
    const nowhere = new ExtensionSetup({
      env: { XDG_DATA_HOME: join(source, 'metadata.json'), PATH: '/nowhere' },
      source,
      programs,
    });
    onTestFinished(() => nowhere.close());
    expect(await nowhere.install()).toMatchObject({ ok: false });
  });

  it('is nothing to be known of where no GNOME Shell is on the bus, and where there is no bus', async () => {
    const bus = await startBus();
    for (const env of [{ HOME: home(), DBUS_SESSION_BUS_ADDRESS: bus.text }, { HOME: home() }]) {
      const setup = new ExtensionSetup({ env, source, programs });
      onTestFinished(() => setup.close());
      expect(await setup.known([])).toBeNull();
    }
  });

  it('names the programs of an agent under Node, whole, and is of the version that the agent asks for', () => {
    const [node] = shellExtensionUnderNode('linux', {})?.programs ?? [];
    expect(node?.program).toBe(process.execPath);
    const sources = (node?.runs ?? []).map((run) => run.at(-1) ?? '').filter((file) => file.endsWith('.ts'));
    expect(sources.map((file) => existsSync(file))).toEqual([true, true]);
    expect(shellExtensionUnderNode('win32', {})).toBeNull();
    expect(readFileSync(join(source, 'door.js'), 'utf8')).toContain(`const version = ${extensionVersion};`);
  });
});

describe('the form for GNOME 45 and later', () => {
  it('is the same code as a module', () => {
    const parts = ['head-esm.js', 'door.js', 'desktop.js'].map((name) => readFileSync(join(source, name), 'utf8'));
    const plain = parts
      .join('\n')
      .replace(/^import .*$/gm, '')
      .replace('export default', '')
      .replace('extends Extension', '');
    expect(() => new Script(plain)).not.toThrow();
    expect(parts[0]?.match(/^import /gm)).toHaveLength(8);
  });
});
