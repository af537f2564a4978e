import { join } from 'node:path';

/** What a program under Wine sees of this machine. All programs of one session must see the same: one of them opens files for all. */
export interface WineView {
  /** The unpacked Debian. */
  readonly wine: string;
  /** The session's own folder: settings in `prefix/`, and `tmp/` and `run/`. */
  readonly session: string;
  /** The project, under its own path, with the modules for Windows in the place of those for Linux. */
  readonly project: string;
  readonly modules: string;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The command that runs a program of Wine's own file system (`wine64`, `wineserver64`) by bubblewrap, which comes from the same
 * archive and is started by that archive's loader: neither needs to be installed, or to fit this machine's libraries.
 */
export function sandboxed(view: WineView, env: Readonly<Record<string, string>>, program: readonly string[]): Command {
  const { wine, session, project, modules } = view;
  const own = {
    PATH: '/usr/lib/wine:/usr/bin:/bin',
    HOME: session,
    // Without it names of files lose what is not ASCII.
    LC_ALL: 'C.UTF-8',
    WINEPREFIX: join(session, 'prefix'),
    WINEARCH: 'win64',
    WINELOADER: '/usr/lib/wine/wine64',
    WINESERVER: '/usr/lib/wine/wineserver64',
    WINEDEBUG: '-all',
    // No questions about .NET and a browser, no entries in the menus of this desktop.
    WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d',
    XDG_RUNTIME_DIR: join(session, 'run'),
    ...env,
  };
  const bind = (way: string, from: string, to = from) => [`--${way}`, from, to];
  return {
    // Wine makes rights of modes: what programs make is their account's alone, as in a profile of Windows.
    command: '/bin/sh',
    args: [
      ...['-c', 'umask 077; exec "$0" "$@"', join(wine, 'lib64/ld-linux-x86-64.so.2')],
      ...['--library-path', join(wine, 'usr/lib/x86_64-linux-gnu'), join(wine, 'usr/bin/bwrap')],
      ...[...bind('bind', wine, '/'), ...bind('dev-bind', '/dev'), '--proc', '/proc', ...bind('ro-bind', '/sys')],
      ...[...bind('bind', join(session, 'tmp'), '/tmp'), ...bind('ro-bind-try', '/tmp/.X11-unix')],
      ...['/etc/passwd', '/etc/hosts', '/etc/resolv.conf', '/usr/share/zoneinfo'].flatMap((file) =>
        bind('ro-bind-try', file),
      ),
      ...[...bind('bind', session), ...bind('bind', project), ...bind('bind', modules, join(project, 'node_modules'))],
      ...[
        '--chdir',
        project,
        '--clearenv',
        ...Object.entries(own).flatMap(([name, value]) => ['--setenv', name, value]),
      ],
      ...program,
    ],
  };
}
