import { describe, expect, it } from 'vitest';
import { startDesktop } from '../../../../desktop.ts';
import { onlyOn } from '../../../../fixtures/systems.ts';
import { linkTo, platformOn } from './observer.ts';

describe.skipIf(onlyOn('linux'))('the open windows (Linux)', { timeout: 120_000 }, () => {
  it('are listed top first, minimised ones too, and are unavailable without a server', async () => {
    const desktop = await startDesktop({ width: 800, height: 600 });
    const platform = await platformOn(desktop);
    const below = await desktop.openTerminal({ title: 'below' });
    await desktop.openTerminal({ title: 'above' });
    await desktop.xdotool('windowminimize', '--sync', below.window);
    const open = await platform.openWindows();
    if (open.kind !== 'windows') throw new Error(open.failure.reason.code);
    expect(open.windows.map(({ appId, title, url }) => [appId, title, url])).toEqual(
      expect.arrayContaining([
        ['xterm', 'above', null],
        ['xterm', 'below', null],
      ]),
    );
    expect(open.windows[0]?.title).toBe('above');
    await desktop.kill();
    await expect.poll(async () => (await platform.openWindows()).kind, { timeout: 60_000 }).toBe('unavailable');
    await platform.close();
    await desktop.close();
  });

  it('are called what people see, whichever encoding a program puts into which property', async () => {
    const desktop = await startDesktop({ width: 800, height: 600, windowManager: false });
    const platform = await platformOn(desktop);
    const link = await linkTo(desktop);
    const { client, root } = link;
    const [utf8String, netName] = await Promise.all(
      ['UTF8_STRING', '_NET_WM_NAME'].map((name) =>
        link.ask<number>((asked, answer) => asked.InternAtom(false, name, answer)),
      ),
    );
    const [wmName, string, wmClass] = [39, 31, 67];
    const plain = { overrideRedirect: false, eventMask: 0, backgroundPixmap: 0 };
    const put = (property: number, type: number, text: string, encoding: 'utf8' | 'latin1') => {
      const window = client.AllocID();
      client.CreateWindow(window, root, 0, 0, 200, 100, 0, 0, 1, 0, plain);
      client.ChangeProperty(0, window, wmClass, string, 8, Buffer.from('m\xfcller\0M\xfcller\0', 'latin1'));
      client.ChangeProperty(0, window, property, type, 8, Buffer.from(text, encoding));
      client.MapWindow(window);
    };
    put(wmName, string, 'Türkiye İş Bankası', 'utf8');
    put(wmName, string, 'Müller & Söhne', 'latin1');
    put(netName ?? 0, utf8String ?? 0, 'Café Müller', 'latin1');
    const titles = ['Café Müller', 'Müller & Söhne', 'Türkiye İş Bankası'];
    await expect
      .poll(async () => {
        const open = await platform.openWindows();
        // Without a window manager each window of one program is listed under every other one too.
        const named = open.kind === 'windows' ? open.windows.map(({ appId, title }) => `${appId}: ${title}`) : [];
        return [...new Set(named)].sort();
      })
      .toEqual(titles.map((title) => `müller: ${title}`));
    link.end();
    await platform.close();
    await desktop.close();
  });
});
